package org.cyborgml.models.kernel;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Convolution of maps that have got the extra padding of a window, which ND4J's operations do not know, as cells of zeros. */
final class Nd4jExtraPadding implements ConvolutionKernel {

    private final ConvolutionKernel padded;
    private final int extra;

    /**
     * Pads for another kernel.
     *
     * @param padded a kernel that knows the padding of all four sides
     * @param extra rows below and columns at the right, at least 1
     */
    Nd4jExtraPadding(ConvolutionKernel padded, int extra) {
        this.padded = padded;
        this.extra = extra;
    }

    private INDArray enlarged(INDArray maps) {
        return Nd4j.create(maps.dataType(), maps.size(0), maps.size(1), maps.size(2) + extra, maps.size(3) + extra);
    }

    private INDArray inside(INDArray enlarged) {
        return enlarged.get(
                NDArrayIndex.all(),
                NDArrayIndex.all(),
                NDArrayIndex.interval(0, enlarged.size(2) - extra),
                NDArrayIndex.interval(0, enlarged.size(3) - extra));
    }

    private INDArray pad(INDArray maps) {
        INDArray enlarged = enlarged(maps);
        inside(enlarged).assign(maps);
        return enlarged;
    }

    @Override
    public void forward(INDArray input, INDArray weight, @Nullable INDArray bias, INDArray output) {
        padded.forward(pad(input), weight, bias, output);
    }

    @Override
    public void backward(
            INDArray input,
            INDArray weight,
            INDArray gradOutput,
            @Nullable INDArray gradInput,
            INDArray gradWeight,
            @Nullable INDArray gradBias) {
        INDArray gradEnlarged = gradInput == null ? null : enlarged(input);
        padded.backward(pad(input), weight, gradOutput, gradEnlarged, gradWeight, gradBias);
        if (gradInput != null && gradEnlarged != null) {
            gradInput.assign(inside(gradEnlarged));
        }
    }
}
