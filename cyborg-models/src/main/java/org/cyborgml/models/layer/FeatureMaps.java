package org.cyborgml.models.layer;

import java.util.Arrays;
import org.cyborgml.models.kernel.MapsShape;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Checks the shape of the feature maps that a layer reads. */
final class FeatureMaps {

    private static final int PLAIN_RANK = 4;
    private static final int RANK_IN_BLOCKS = 5;

    private FeatureMaps() {}

    /** The shape of feature maps with any number of channels. */
    static MapsShape require(String layer, INDArray input) {
        if (input.rank() != PLAIN_RANK && input.rank() != RANK_IN_BLOCKS) {
            throw new IllegalArgumentException(
                    "layer \"" + layer + "\" takes feature maps [N, C, H, W], found " + Arrays.toString(input.shape()));
        }
        return MapsShape.of(input);
    }

    /** The shape of feature maps with a certain number of channels, the last block filled up or not. */
    static MapsShape require(String layer, INDArray input, long channels) {
        try {
            return MapsShape.of(input, channels);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "layer \"" + layer + "\" takes feature maps [N, " + channels + ", H, W], found "
                            + Arrays.toString(input.shape()),
                    e);
        }
    }
}
