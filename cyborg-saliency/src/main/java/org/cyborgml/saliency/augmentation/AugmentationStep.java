package org.cyborgml.saliency.augmentation;

import java.util.random.RandomGenerator;

/** One random change of an image and its map. Immutable and safe for use by several threads. */
@FunctionalInterface
public interface AugmentationStep {

    /**
     * Changes an image and its map alike.
     *
     * @param pair the image and its map
     * @param random where chance comes from; what the step does depends on nothing else
     * @return the changed pair
     */
    ImageAndMap apply(ImageAndMap pair, RandomGenerator random);
}
