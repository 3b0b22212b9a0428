package org.cyborgml.models.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Gives maps that may be in blocks to a kernel that knows plain ones only. */
final class JoiningPooling implements PoolingKernel {

    private final PoolingKernel plain;

    JoiningPooling(PoolingKernel plain) {
        this.plain = plain;
    }

    private static INDArray plainLike(INDArray maps) {
        return ChannelBlocks.size(maps) == 1
                ? maps
                : Nd4j.createUninitialized(maps.dataType(), Shape.of(maps).array());
    }

    @Override
    public void forward(INDArray input, INDArray output) {
        INDArray result = plainLike(output);
        plain.forward(ChannelBlocks.join(input), result);
        if (result != output) {
            ChannelBlocks.copy(result, output);
        }
    }

    @Override
    public void backward(INDArray input, INDArray ofOutput, INDArray ofInput) {
        INDArray result = plainLike(ofInput);
        plain.backward(ChannelBlocks.join(input), ChannelBlocks.join(ofOutput), result);
        if (result != ofInput) {
            ChannelBlocks.copy(result, ofInput);
        }
    }
}
