package org.cyborgml.models.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Computes one pooling layer: feature maps {@code [N, C, H, W]} to {@code [N, C, h, w]}.
 *
 * <p>Internal: public only for the layers of this library.
 */
public interface PoolingKernel {

    /**
     * The forward pass.
     *
     * @param input feature maps
     * @param output receives the result
     */
    void forward(INDArray input, INDArray output);

    /**
     * The backward pass for the input of the last forward pass.
     *
     * @param input the same feature maps as forward
     * @param gradOutput gradient with respect to the output
     * @param gradInput receives the gradient with respect to the input
     */
    void backward(INDArray input, INDArray gradOutput, INDArray gradInput);
}
