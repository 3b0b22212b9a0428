package org.cyborgml.saliency.augmentation;

import java.awt.Color;
import java.util.random.RandomGenerator;
import org.cyborgml.saliency.image.Raster;

/**
 * Changes the colours of the image, not its saliency map, in one of two ways (Bonettini et al., ICPR 2020): brightness and contrast by
 * up to a fifth; or hue by up to 20 degrees, saturation and value by up to 30 and 20 levels of 255.
 *
 * @param probability of a change, in [0,1]
 */
public record RandomColours(double probability) implements AugmentationStep {

    private static final double LEVELS = 255;
    private static final double BRIGHTNESS = 0.2;
    private static final double CONTRAST = 0.2;
    private static final double HUE = 20.0 / 360;
    private static final double SATURATION = 30 / LEVELS;
    private static final double VALUE = 20 / LEVELS;

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if it is out of range
     */
    public RandomColours {
        Range.require("probability", probability, 0, 1);
    }

    @Override
    public ImageAndMap apply(ImageAndMap pair, RandomGenerator random) {
        if (random.nextDouble() >= probability) {
            return pair;
        }
        if (random.nextBoolean()) {
            double contrast = 1 + symmetric(random, CONTRAST);
            double brightness = LEVELS * symmetric(random, BRIGHTNESS);
            return pair.recoloured(image -> stretched(image, contrast, brightness));
        }
        double hue = symmetric(random, HUE);
        double saturation = symmetric(random, SATURATION);
        double value = symmetric(random, VALUE);
        return pair.recoloured(image -> shifted(image, hue, saturation, value));
    }

    private static double symmetric(RandomGenerator random, double limit) {
        return (2 * random.nextDouble() - 1) * limit;
    }

    private static Raster stretched(Raster image, double factor, double shift) {
        byte[] samples = image.toBytes();
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (byte) Math.max(0, Math.min(LEVELS, Math.rint((samples[i] & 0xff) * factor + shift)));
        }
        return Raster.of(image.width(), image.height(), image.channels(), samples);
    }

    private static Raster shifted(Raster image, double hue, double saturation, double value) {
        byte[] samples = image.toBytes();
        float[] parts = new float[3];
        for (int i = 0; i < samples.length; i += parts.length) {
            Color.RGBtoHSB(samples[i] & 0xff, samples[i + 1] & 0xff, samples[i + 2] & 0xff, parts);
            int colour =
                    Color.HSBtoRGB((float) (parts[0] + hue), within(parts[1] + saturation), within(parts[2] + value));
            samples[i] = (byte) (colour >> 16);
            samples[i + 1] = (byte) (colour >> 8);
            samples[i + 2] = (byte) colour;
        }
        return Raster.of(image.width(), image.height(), image.channels(), samples);
    }

    private static float within(double part) {
        return (float) Math.max(0, Math.min(1, part));
    }
}
