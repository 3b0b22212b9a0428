package org.cyborgml.saliency.augmentation;

import java.util.random.RandomGenerator;
import org.cyborgml.saliency.image.FloatPlane;
import org.cyborgml.saliency.image.GaussianSmoothing;
import org.cyborgml.saliency.image.Raster;

/**
 * Blurs the image, not its saliency map, by a Gaussian of random width (Wang et al., CVPR 2020).
 *
 * @param probability of a blur, in [0,1]
 * @param largestSigma upper limit of the standard deviation, which is drawn uniformly from 0, in pixels, at most 100
 */
public record RandomBlur(double probability, double largestSigma) implements AugmentationStep {

    private static final double WIDEST = 100;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a value is out of range
     */
    public RandomBlur {
        Range.require("probability", probability, 0, 1);
        Range.require("largest sigma", largestSigma, 0, WIDEST);
    }

    @Override
    public ImageAndMap apply(ImageAndMap pair, RandomGenerator random) {
        if (random.nextDouble() >= probability) {
            return pair;
        }
        double sigma = random.nextDouble() * largestSigma;
        return pair.recoloured(image -> blur(image, sigma));
    }

    static Raster blur(Raster image, double sigma) {
        int channels = image.channels().count();
        byte[] samples = image.toBytes();
        float[] plane = new float[image.size().pixels()];
        for (int c = 0; c < channels; c++) {
            for (int i = 0; i < plane.length; i++) {
                plane[i] = samples[i * channels + c] & 0xff;
            }
            float[] blurred = GaussianSmoothing.blur(FloatPlane.of(image.width(), image.height(), plane), sigma)
                    .toArray();
            for (int i = 0; i < plane.length; i++) {
                samples[i * channels + c] = (byte) Math.max(0, Math.min(255, Math.round(blurred[i])));
            }
        }
        return Raster.of(image.width(), image.height(), image.channels(), samples);
    }
}
