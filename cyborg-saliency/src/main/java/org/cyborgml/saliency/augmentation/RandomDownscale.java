package org.cyborgml.saliency.augmentation;

import java.util.random.RandomGenerator;
import org.cyborgml.saliency.image.AntialiasedBilinear;

/**
 * Makes the image, not its saliency map, smaller and as large again, which takes its finest detail (Bonettini et al., ICPR 2020).
 *
 * @param probability of a change, in [0,1]
 * @param leastScale least share of width and height, in (0,1]
 * @param greatestScale greatest share of width and height, leastScale to 1
 */
public record RandomDownscale(double probability, double leastScale, double greatestScale) implements AugmentationStep {

    private static final double SMALLEST = 0.01;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a value is out of range
     */
    public RandomDownscale {
        Range.require("probability", probability, 0, 1);
        Range.require("least scale", leastScale, SMALLEST, 1);
        Range.require("greatest scale", greatestScale, leastScale, 1);
    }

    @Override
    public ImageAndMap apply(ImageAndMap pair, RandomGenerator random) {
        if (random.nextDouble() >= probability) {
            return pair;
        }
        double scale = leastScale + random.nextDouble() * (greatestScale - leastScale);
        int width = pair.image().width();
        int height = pair.image().height();
        AntialiasedBilinear smaller = AntialiasedBilinear.to(
                (int) Math.max(1, Math.rint(width * scale)), (int) Math.max(1, Math.rint(height * scale)));
        return pair.recoloured(image -> AntialiasedBilinear.to(width, height).resize(smaller.resize(image)));
    }
}
