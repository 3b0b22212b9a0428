package org.cyborgml.saliency.augmentation;

import java.util.random.RandomGenerator;
import org.cyborgml.saliency.image.Raster;

/**
 * Mirrors image and saliency map, left to right.
 *
 * @param probability of a flip, in [0,1]
 */
public record HorizontalFlip(double probability) implements AugmentationStep {

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if it is out of range
     */
    public HorizontalFlip {
        Range.require("probability", probability, 0, 1);
    }

    @Override
    public ImageAndMap apply(ImageAndMap pair, RandomGenerator random) {
        return random.nextDouble() < probability ? pair.moved(HorizontalFlip::flip) : pair;
    }

    private static Raster flip(Raster image) {
        int channels = image.channels().count();
        byte[] from = image.toBytes();
        byte[] to = new byte[from.length];
        int width = image.width();
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < width; x++) {
                System.arraycopy(
                        from, (y * width + x) * channels, to, (y * width + width - 1 - x) * channels, channels);
            }
        }
        return Raster.of(width, image.height(), image.channels(), to);
    }
}
