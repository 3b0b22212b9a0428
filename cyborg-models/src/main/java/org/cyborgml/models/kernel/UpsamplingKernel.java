package org.cyborgml.models.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Makes feature maps twice as high and wide: each cell becomes four, as with PyTorch's {@code interpolate(mode="nearest")}.
 *
 * <p>Internal: public only for the layers of this library.
 */
public interface UpsamplingKernel {

    /**
     * The forward pass.
     *
     * @param input feature maps, plain or in blocks
     * @param output receives the maps, in the same layout
     */
    void forward(INDArray input, INDArray output);

    /**
     * The backward pass.
     *
     * @param gradOutput gradient with respect to the output
     * @param gradInput receives the gradient with respect to the input
     */
    void backward(INDArray gradOutput, INDArray gradInput);
}
