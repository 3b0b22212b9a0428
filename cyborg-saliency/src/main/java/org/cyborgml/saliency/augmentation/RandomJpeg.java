package org.cyborgml.saliency.augmentation;

import java.util.random.RandomGenerator;
import org.cyborgml.saliency.image.JpegCompression;

/**
 * Compresses the image, not its saliency map, as JPEG of random quality (Wang et al., CVPR 2020).
 *
 * @param probability of a compression, in [0,1]
 * @param lowestQuality libjpeg's scale, 1 to 100
 * @param highestQuality libjpeg's scale, lowestQuality to 100
 */
public record RandomJpeg(double probability, int lowestQuality, int highestQuality) implements AugmentationStep {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a value is out of range
     */
    public RandomJpeg {
        Range.require("probability", probability, 0, 1);
        Range.require("lowest quality", lowestQuality, 1, JpegCompression.HIGHEST_QUALITY);
        Range.require("highest quality", highestQuality, lowestQuality, JpegCompression.HIGHEST_QUALITY);
    }

    @Override
    public ImageAndMap apply(ImageAndMap pair, RandomGenerator random) {
        if (random.nextDouble() >= probability) {
            return pair;
        }
        int quality = random.nextInt(lowestQuality, highestQuality + 1);
        return pair.recoloured(image -> JpegCompression.apply(image, quality));
    }
}
