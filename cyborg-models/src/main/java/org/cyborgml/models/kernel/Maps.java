package org.cyborgml.models.kernel;

import org.bytedeco.dnnl.memory;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How an array holds feature maps.
 *
 * @param shape their shape
 * @param block channels in a block, 1 in a plain array
 */
record Maps(Shape shape, int block) {

    static Maps of(INDArray array) {
        return new Maps(Shape.of(array), ChannelBlocks.size(array));
    }

    memory.desc layout() {
        return block == 1 ? OneDnn.plain(shape.array()) : OneDnn.blocked(shape);
    }
}
