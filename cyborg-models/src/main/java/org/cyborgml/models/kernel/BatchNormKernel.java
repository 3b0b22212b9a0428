package org.cyborgml.models.kernel;

import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Computes one batch norm layer with or without a ReLU after it: feature maps {@code [N, C, H, W]}, everything else
 * {@code [C]}.
 *
 * <p>Internal: public only for the layers of this library.
 */
public interface BatchNormKernel {

    /**
     * An array for a batch's mean or variance, outside of workspaces: the backward pass needs it after the forward pass.
     *
     * @param parameter {@code [C]}
     * @return zeros of that shape and type, where this kernel likes them best
     */
    default INDArray statistic(INDArray parameter) {
        try (MemoryWorkspace scope = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
            return Nd4j.create(parameter.dataType(), parameter.shape());
        }
    }

    /**
     * Computes the step of a running statistic with its sign reversed, {@code momentum * (running - correction * batch)}, since
     * DL4J subtracts the gradient.
     *
     * @param running the running statistic
     * @param batch the batch's
     * @param correction factor of the batch's
     * @param momentum in [0,1]
     * @param step receives the result
     */
    default void statisticStep(INDArray running, INDArray batch, double correction, double momentum, INDArray step) {
        step.assign(batch).muli(-correction).addi(running).muli(momentum);
    }

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
     * @param output the result of the forward pass
     * @param weight scale
     * @param bias shift
     * @param mean the batch's mean
     * @param variance the batch's variance
     * @param gradOutput gradient with respect to the output
     * @param gradInput receives the gradient with respect to the input
     * @param gradWeight receives the gradient with respect to the scale
     * @param gradBias receives the gradient with respect to the shift
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
