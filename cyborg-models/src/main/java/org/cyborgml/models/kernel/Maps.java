package org.cyborgml.models.kernel;

import org.bytedeco.dnnl.memory;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Shape and layout of an array of feature maps.
 *
 * @param shape their shape
 * @param block channels in a block, 1 in a plain array
 */
record Maps(MapsShape shape, int block) {

    static Maps of(INDArray array) {
        return new Maps(MapsShape.of(array), ChannelBlocks.size(array));
    }

    /** Maps of so many channels, whose last block may be filled up with zeros. */
    static Maps of(INDArray array, long channels) {
        return new Maps(MapsShape.of(array, channels), ChannelBlocks.size(array));
    }

    /** The shape with what fills up the last block. */
    MapsShape held() {
        return shape.padded(block);
    }

    memory.desc layout() {
        return block == 1 ? OneDnn.plain(shape.array()) : OneDnn.blocked(shape);
    }
}
