package org.cyborgml.models.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Computes one batch norm layer with or without a ReLU after it: feature maps {@code [N, C, H, W]}, everything else
 * {@code [C]}.
 */
public interface BatchNormKernel {

    /**
     * The forward pass by given statistics.
     *
     * @param input feature maps
     * @param weight scale
     * @param bias shift
     * @param mean mean of each channel
     * @param variance variance of each channel
     * @param output receives the result
     */
    void infer(INDArray input, INDArray weight, INDArray bias, INDArray mean, INDArray variance, INDArray output);

    /**
     * The forward pass by the batch's own statistics.
     *
     * @param input feature maps
     * @param weight scale
     * @param bias shift
     * @param mean receives the batch's mean
     * @param variance receives the batch's variance (of all values, not corrected for bias)
     * @param output receives the result
     */
    void train(INDArray input, INDArray weight, INDArray bias, INDArray mean, INDArray variance, INDArray output);

    /**
     * The backward pass of {@link #train}.
     *
     * @param input the same feature maps
     * @param output what train gave
     * @param weight scale
     * @param bias shift
     * @param mean the batch's mean
     * @param variance the batch's variance
     * @param ofOutput gradient for the output
     * @param ofInput receives the gradient for the input
     * @param ofWeight receives the gradient for the scale
     * @param ofBias receives the gradient for the shift
     */
    void backward(
            INDArray input,
            INDArray output,
            INDArray weight,
            INDArray bias,
            INDArray mean,
            INDArray variance,
            INDArray ofOutput,
            INDArray ofInput,
            INDArray ofWeight,
            INDArray ofBias);
}
