package org.cyborgml.models.cuda;

/**
 * Everything that a convolution on a device depends on but its numbers.
 *
 * @param samples N
 * @param inputs channels of the input
 * @param height of the input
 * @param width of the input
 * @param outputs channels of the output
 * @param outHeight of the output
 * @param outWidth of the output
 * @param groups groups of channels
 * @param window size, stride and padding
 */
public record ConvolutionShape(
        int samples,
        int inputs,
        int height,
        int width,
        int outputs,
        int outHeight,
        int outWidth,
        int groups,
        WindowStruct window) {

    /**
     * Numbers of the input.
     *
     * @return N I H W
     */
    public long inputLength() {
        return (long) samples * inputs * height * width;
    }

    /**
     * Numbers of the output.
     *
     * @return N O h w
     */
    public long outputLength() {
        return (long) samples * outputs * outHeight * outWidth;
    }

    /**
     * Numbers of the weight.
     *
     * @return O I / groups kH kW
     */
    public long weightLength() {
        return (long) outputs * (inputs / groups) * window.height() * window.width();
    }
}
