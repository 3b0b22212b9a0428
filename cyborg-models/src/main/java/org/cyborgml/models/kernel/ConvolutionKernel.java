package org.cyborgml.models.kernel;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Computes one convolution layer (cross-correlation, as PyTorch's {@code Conv2d}): feature maps {@code [N, I, H, W]},
 * weights {@code [O, I / groups, kH, kW]}, bias {@code [O]}, output {@code [N, O, h, w]}.
 */
public interface ConvolutionKernel {

    /**
     * The forward pass.
     *
     * @param input feature maps
     * @param weight weights
     * @param bias bias, or null for none
     * @param output receives the result
     */
    void forward(INDArray input, INDArray weight, @Nullable INDArray bias, INDArray output);

    /**
     * Says that the weights stay what they are until {@link #thaw}, so that what depends on them alone need not be done
     * again in every forward pass. A kernel that has nothing to gain from that does nothing.
     */
    default void freeze() {}

    /** Says that the weights may change again. */
    default void thaw() {}

    /**
     * Whether this kernel takes over a batch norm that follows at inference.
     *
     * @return whether {@link #forwardFused} works
     */
    default boolean fusesBatchNorm() {
        return false;
    }

    /**
     * The forward pass and what a batch norm makes of its result, in one.
     *
     * @param input feature maps
     * @param weight weights
     * @param bias bias, or null for none
     * @param norm what follows
     * @param output receives the norm's result
     * @throws UnsupportedOperationException if this kernel does not take over a norm
     */
    default void forwardFused(
            INDArray input, INDArray weight, @Nullable INDArray bias, FusedNorm norm, INDArray output) {
        throw new UnsupportedOperationException("this kernel takes over no batch norm");
    }

    /**
     * The backward pass for the input of the last forward pass.
     *
     * @param input the same feature maps as forward
     * @param weight the same weights
     * @param gradOutput gradient for the output
     * @param gradInput receives the gradient for the input, or null if nothing asks for it
     * @param gradWeight receives the gradient for the weights
     * @param gradBias receives the gradient for the bias, or null where there is none
     */
    void backward(
            INDArray input,
            INDArray weight,
            INDArray gradOutput,
            @Nullable INDArray gradInput,
            INDArray gradWeight,
            @Nullable INDArray gradBias);
}
