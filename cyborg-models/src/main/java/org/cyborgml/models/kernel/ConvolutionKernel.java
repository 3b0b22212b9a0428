package org.cyborgml.models.kernel;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Computes one convolution layer (cross-correlation, as PyTorch's {@code Conv2d}): feature maps {@code [N, I, H, W]},
 * weights {@code [O, I / groups, kH, kW]}, bias {@code [O]}, output {@code [N, O, h, w]}.
 *
 * <p>Internal: public only for the layers of this library.
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
     * Begins passes with fixed weights, which end with {@link #thaw}: the kernel may prepare the weights once instead of in
     * every forward pass. The default does nothing.
     */
    default void freeze() {}

    /** Ends passes with fixed weights. */
    default void thaw() {}

    /**
     * Tells if this kernel can apply a batch norm that follows at inference.
     *
     * @return true if {@link #forwardFused} works
     */
    default boolean fusesBatchNorm() {
        return false;
    }

    /**
     * The forward pass with the batch norm that follows, and perhaps a sum and a ReLU, in one.
     *
     * @param input feature maps
     * @param weight weights
     * @param bias bias, or null for none
     * @param norm the operations that follow
     * @param output receives the result of the last of them
     * @throws UnsupportedOperationException if this kernel does not fuse
     */
    default void forwardFused(
            INDArray input, INDArray weight, @Nullable INDArray bias, FusedNorm norm, INDArray output) {
        throw new UnsupportedOperationException("this kernel fuses no batch norm");
    }

    /**
     * The backward pass for the input of the last forward pass.
     *
     * @param input the same feature maps as forward
     * @param weight the same weights
     * @param gradOutput gradient with respect to the output
     * @param gradInput receives the gradient with respect to the input, or null if nothing asks for it
     * @param gradWeight receives the gradient with respect to the weights
     * @param gradBias receives the gradient with respect to the bias, or null where there is none
     */
    void backward(
            INDArray input,
            INDArray weight,
            INDArray gradOutput,
            @Nullable INDArray gradInput,
            INDArray gradWeight,
            @Nullable INDArray gradBias);
}
