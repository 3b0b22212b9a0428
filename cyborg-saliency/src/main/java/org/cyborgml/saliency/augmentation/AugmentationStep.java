package org.cyborgml.saliency.augmentation;

import java.util.random.RandomGenerator;

/** One random change of an image and its saliency map. Immutable and safe for use by several threads. */
@FunctionalInterface
public interface AugmentationStep {

    /**
     * Changes an image and its saliency map alike.
     *
     * @param pair the image and its saliency map
     * @param random the only source of chance
     * @return the changed pair
     */
    ImageAndMap apply(ImageAndMap pair, RandomGenerator random);
}
