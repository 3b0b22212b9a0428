package org.cyborgml.saliency.augmentation;

import java.util.random.RandomGenerator;
import org.cyborgml.saliency.geometry.BorderRule;
import org.cyborgml.saliency.geometry.PixelCrop;
import org.cyborgml.saliency.image.ImageSize;

/**
 * Cuts out a square of pixels, every place of it equally likely.
 *
 * @param side of the square, in pixels, at least 1
 */
public record RandomCrop(int side) implements AugmentationStep {

    /**
     * Checks the side.
     *
     * @throws IllegalArgumentException if it is below 1
     */
    public RandomCrop {
        Range.require("side", side, 1, Short.MAX_VALUE);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the image is smaller than the square
     */
    @Override
    public ImageAndMap apply(ImageAndMap pair, RandomGenerator random) {
        ImageSize size = pair.image().size();
        if (size.width() < side || size.height() < side) {
            throw new IllegalArgumentException(
                    "image of " + size + " is smaller than the crop of " + side + "x" + side);
        }
        int left = random.nextInt(size.width() - side + 1);
        int top = random.nextInt(size.height() - side + 1);
        return pair.moved(new PixelCrop(left, top, new ImageSize(side, side), size, BorderRule.CLIP)::apply);
    }
}
