package org.cyborgml.saliency.augmentation;

import java.util.random.RandomGenerator;
import org.cyborgml.saliency.image.Raster;

/**
 * Adds Gaussian noise to every sample of the image, not to its saliency map.
 *
 * @param probability of noise, in [0,1]
 * @param leastDeviation lower limit of the standard deviation, which is drawn uniformly, in levels of 255, at least 0
 * @param greatestDeviation upper limit, leastDeviation to 255
 */
public record RandomNoise(double probability, double leastDeviation, double greatestDeviation)
        implements AugmentationStep {

    private static final double LEVELS = 255;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a value is out of range
     */
    public RandomNoise {
        Range.require("probability", probability, 0, 1);
        Range.require("least deviation", leastDeviation, 0, LEVELS);
        Range.require("greatest deviation", greatestDeviation, leastDeviation, LEVELS);
    }

    @Override
    public ImageAndMap apply(ImageAndMap pair, RandomGenerator random) {
        if (random.nextDouble() >= probability) {
            return pair;
        }
        double deviation = leastDeviation + random.nextDouble() * (greatestDeviation - leastDeviation);
        return pair.recoloured(image -> noisy(image, deviation, random));
    }

    private static Raster noisy(Raster image, double deviation, RandomGenerator random) {
        byte[] samples = image.toBytes();
        for (int i = 0; i < samples.length; i++) {
            double level = Math.rint((samples[i] & 0xff) + deviation * random.nextGaussian());
            samples[i] = (byte) Math.max(0, Math.min(LEVELS, level));
        }
        return Raster.of(image.width(), image.height(), image.channels(), samples);
    }
}
