package org.cyborgml.models.kernel;

import org.bytedeco.dnnl.memory;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Shape, layout and type of an array of feature maps.
 *
 * @param type of the numbers
 * @param shape their shape
 * @param block channels in a block, 1 in a plain array
 */
record Maps(DataType type, MapsShape shape, int block) {

    static Maps of(INDArray array) {
        return new Maps(array.dataType(), MapsShape.of(array), ChannelBlocks.size(array));
    }

    /** Maps of so many channels, whose last block may be filled up with zeros. */
    static Maps of(INDArray array, long channels) {
        return new Maps(array.dataType(), MapsShape.of(array, channels), ChannelBlocks.size(array));
    }

    /** The shape with what fills up the last block. */
    MapsShape held() {
        return shape.padded(block);
    }

    memory.desc layout() {
        return block == 1 ? OneDnn.plain(type, shape.array()) : OneDnn.blocked(type, shape);
    }
}
