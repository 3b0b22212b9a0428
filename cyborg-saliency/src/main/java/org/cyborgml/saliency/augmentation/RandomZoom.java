package org.cyborgml.saliency.augmentation;

import java.util.random.RandomGenerator;
import org.cyborgml.saliency.geometry.BorderRule;
import org.cyborgml.saliency.geometry.PixelCrop;
import org.cyborgml.saliency.image.AntialiasedBilinear;
import org.cyborgml.saliency.image.ImageSize;

/**
 * Cuts out a part of the image's own proportions and resizes it to the image's size; size and place of the part are random.
 *
 * @param smallest the least share of the image's width and height that is kept, in (0,1]
 */
public record RandomZoom(double smallest) implements AugmentationStep {

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if it is out of range
     */
    public RandomZoom {
        Range.require("smallest share", smallest, Double.MIN_VALUE, 1);
    }

    @Override
    public ImageAndMap apply(ImageAndMap pair, RandomGenerator random) {
        ImageSize size = pair.image().size();
        double share = smallest + (1 - smallest) * random.nextDouble();
        int width = Math.max(1, (int) Math.rint(share * size.width()));
        int height = Math.max(1, (int) Math.rint(share * size.height()));
        int left = random.nextInt(size.width() - width + 1);
        int top = random.nextInt(size.height() - height + 1);
        PixelCrop crop = new PixelCrop(left, top, new ImageSize(width, height), size, BorderRule.CLIP);
        AntialiasedBilinear back = AntialiasedBilinear.to(size.width(), size.height());
        return pair.moved(image -> back.resize(crop.apply(image)));
    }
}
