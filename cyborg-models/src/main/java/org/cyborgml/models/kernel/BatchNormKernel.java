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
    void forwardInference(
            INDArray input, INDArray weight, INDArray bias, INDArray mean, INDArray variance, INDArray output);

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
    void forwardTraining(
            INDArray input, INDArray weight, INDArray bias, INDArray mean, INDArray variance, INDArray output);

    /**
     * The backward pass of {@link #forwardTraining}.
     *
     * @param input the same feature maps
     * @param output the output of forwardTraining
     * @param weight scale
     * @param bias shift
     * @param mean the batch's mean
     * @param variance the batch's variance
     * @param gradOutput gradient for the output
     * @param gradInput receives the gradient for the input
     * @param gradWeight receives the gradient for the scale
     * @param gradBias receives the gradient for the shift
     */
    void backward(
            INDArray input,
            INDArray output,
            INDArray weight,
            INDArray bias,
            INDArray mean,
            INDArray variance,
            INDArray gradOutput,
            INDArray gradInput,
            INDArray gradWeight,
            INDArray gradBias);
}
