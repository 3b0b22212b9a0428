package org.cyborgml.models.cuda;

/**
 * A convolution of one shape on a device, without bias; all parameters are addresses of plain arrays of its
 * {@link ConvolutionMath#element}.
 */
public interface DeviceConvolution {

    /**
     * The forward pass.
     *
     * @param input {@code [N, I, H, W]}
     * @param weight {@code [O, I / groups, kH, kW]}
     * @param output receives {@code [N, O, h, w]}
     */
    void forward(long input, long weight, long output);

    /**
     * The gradient for the input.
     *
     * @param weight the weights
     * @param gradOutput gradient for the output
     * @param gradInput receives the gradient
     */
    void backwardInput(long weight, long gradOutput, long gradInput);

    /**
     * The gradient for the weights.
     *
     * @param input the input
     * @param gradOutput gradient for the output
     * @param gradWeight receives the gradient
     */
    void backwardWeight(long input, long gradOutput, long gradWeight);
}
