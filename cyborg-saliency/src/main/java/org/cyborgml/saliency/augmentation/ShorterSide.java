package org.cyborgml.saliency.augmentation;

import java.util.random.RandomGenerator;
import org.cyborgml.saliency.image.AntialiasedBilinear;
import org.cyborgml.saliency.image.Raster;

/**
 * Resizes, keeping the proportions, so that the shorter side has a given length (torchvision's {@code Resize(int)}). Nothing
 * here is random.
 *
 * @param pixels length of the shorter side, at least 1
 */
public record ShorterSide(int pixels) implements AugmentationStep {

    /**
     * Checks the length.
     *
     * @throws IllegalArgumentException if it is below 1
     */
    public ShorterSide {
        Range.require("shorter side", pixels, 1, Short.MAX_VALUE);
    }

    @Override
    public ImageAndMap apply(ImageAndMap pair, RandomGenerator random) {
        return pair.moved(this::resize);
    }

    private Raster resize(Raster image) {
        int width = image.width();
        int height = image.height();
        // The longer side is rounded down, as in torchvision.
        return width <= height
                ? AntialiasedBilinear.to(pixels, (int) ((long) pixels * height / width))
                        .resize(image)
                : AntialiasedBilinear.to((int) ((long) pixels * width / height), pixels)
                        .resize(image);
    }
}
