package org.cyborgml.models.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Pools maps in blocks by a kernel that knows only plain ones: copies them to the plain layout and the result back. */
final class PlainLayoutPooling implements PoolingKernel {

    private final PoolingKernel plain;

    PlainLayoutPooling(PoolingKernel plain) {
        this.plain = plain;
    }

    private static INDArray plainLike(INDArray maps) {
        return ChannelBlocks.size(maps) == 1
                ? maps
                : Nd4j.createUninitialized(maps.dataType(), MapsShape.of(maps).array());
    }

    @Override
    public void forward(INDArray input, INDArray output) {
        INDArray result = plainLike(output);
        plain.forward(ChannelBlocks.toPlain(input), result);
        if (result != output) {
            ChannelBlocks.copy(result, output);
        }
    }

    @Override
    public void backward(INDArray input, INDArray gradOutput, INDArray gradInput) {
        INDArray result = plainLike(gradInput);
        plain.backward(ChannelBlocks.toPlain(input), ChannelBlocks.toPlain(gradOutput), result);
        if (result != gradInput) {
            ChannelBlocks.copy(result, gradInput);
        }
    }
}
