package org.cyborgml.models.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The shape of feature maps.
 *
 * @param samples N
 * @param channels C
 * @param height H
 * @param width W
 */
record Shape(long samples, long channels, long height, long width) {

    static Shape of(INDArray maps) {
        return new Shape(maps.size(0), maps.size(1), maps.size(2), maps.size(3));
    }

    long[] array() {
        return new long[] {samples, channels, height, width};
    }
}
