package org.cyborgml.models.kernel;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Pools maps in blocks by a kernel that knows only plain ones: copies them to the plain layout and the result back. */
final class PlainLayoutPooling implements PoolingKernel {

    private final PoolingKernel plain;

    /** Of the numbers that it takes. */
    private final DataType type;

    PlainLayoutPooling(PoolingKernel plain, DataType type) {
        this.plain = plain;
        this.type = type;
    }

    private INDArray plainLike(INDArray maps) {
        return ChannelBlocks.size(maps) == 1
                ? maps
                : Nd4j.createUninitialized(type, MapsShape.of(maps).array());
    }

    private INDArray plain(INDArray maps) {
        return ChannelBlocks.toPlain(maps).castTo(type);
    }

    @Override
    public void forward(INDArray input, INDArray output) {
        INDArray result = plainLike(output);
        plain.forward(plain(input), result);
        if (result != output) {
            ChannelBlocks.copy(result, output);
        }
    }

    @Override
    public void backward(INDArray input, INDArray gradOutput, INDArray gradInput) {
        INDArray result = plainLike(gradInput);
        plain.backward(plain(input), plain(gradOutput), result);
        if (result != gradInput) {
            ChannelBlocks.copy(result, gradInput);
        }
    }
}
