package org.cyborgml.models.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Upsampling by oneDNN in float: four times the gradient of a mean of four cells, and back four times that mean, exact to the
 * bit since four is a power of two. (oneDNN's resampling crashed in 2.5.2, on maps of 32x32 cells and 128 channels.)
 */
final class OneDnnUpsampling implements UpsamplingKernel {

    private static final int CELLS = 4;

    private final PoolingKernel mean =
            new OneDnnPooling(PoolingMode.AVERAGE, Window.of(2).withStride(2));

    @Override
    public void forward(INDArray input, INDArray output) {
        mean.backward(output, input, output);
        output.muli(CELLS);
    }

    @Override
    public void backward(INDArray gradOutput, INDArray gradInput) {
        mean.forward(gradOutput, gradInput);
        gradInput.muli(CELLS);
    }
}
