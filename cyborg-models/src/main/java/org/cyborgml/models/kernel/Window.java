package org.cyborgml.models.kernel;

import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.shade.jackson.annotation.JsonAutoDetect;
import org.nd4j.shade.jackson.annotation.JsonAutoDetect.Visibility;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * The size of a convolution's or a pooling's window, its stride, and the padding of the feature maps, in cells.
 *
 * <p>Immutable. {@code Window.of(3).withStride(2).withPadding(1)} is a 3x3 kernel with stride 2 and padding 1.
 */
@JsonAutoDetect(fieldVisibility = Visibility.ANY)
public final class Window implements Serializable {

    private static final long serialVersionUID = 1L;

    private final int height;
    private final int width;
    private final int stride;
    private final int paddingHeight;
    private final int paddingWidth;
    private final int extraPadding;

    @JsonCreator
    private Window(
            @JsonProperty("height") int height,
            @JsonProperty("width") int width,
            @JsonProperty("stride") int stride,
            @JsonProperty("paddingHeight") int paddingHeight,
            @JsonProperty("paddingWidth") int paddingWidth,
            @JsonProperty("extraPadding") int extraPadding) {
        if (height < 1 || width < 1 || stride < 1 || paddingHeight < 0 || paddingWidth < 0 || extraPadding < 0) {
            throw new IllegalArgumentException(
                    "a window has sides and stride of at least 1 and no negative padding, found " + height + "x" + width
                            + ", stride " + stride + ", padding " + paddingHeight + "x" + paddingWidth
                            + ", extra padding " + extraPadding);
        }
        this.height = height;
        this.width = width;
        this.stride = stride;
        this.paddingHeight = paddingHeight;
        this.paddingWidth = paddingWidth;
        this.extraPadding = extraPadding;
    }

    /**
     * A square window with stride 1 and no padding.
     *
     * @param side height and width, at least 1
     * @return the window
     */
    public static Window of(int side) {
        return of(side, side);
    }

    /**
     * A window with stride 1 and no padding.
     *
     * @param height at least 1
     * @param width at least 1
     * @return the window
     */
    public static Window of(int height, int width) {
        return new Window(height, width, 1, 0, 0, 0);
    }

    /**
     * The same window with another stride in both directions.
     *
     * @param value at least 1
     * @return the changed window
     */
    public Window withStride(int value) {
        return new Window(height, width, value, paddingHeight, paddingWidth, extraPadding);
    }

    /**
     * The same window with the same padding on all four sides.
     *
     * @param value at least 0
     * @return the changed window
     */
    public Window withPadding(int value) {
        return withPadding(value, value);
    }

    /**
     * The same window with another padding.
     *
     * @param above rows above and below, at least 0
     * @param beside columns at the left and at the right, at least 0
     * @return the changed window
     */
    public Window withPadding(int above, int beside) {
        return new Window(height, width, stride, above, beside, extraPadding);
    }

    /**
     * The same window with more rows below and columns at the right, beyond the padding of all four sides. TensorFlow's "same"
     * padding needs one where the padding is an odd number of cells.
     *
     * @param value at least 0
     * @return the changed window
     */
    public Window withExtraPadding(int value) {
        return new Window(height, width, stride, paddingHeight, paddingWidth, value);
    }

    /**
     * Height of the kernel.
     *
     * @return at least 1
     */
    public int height() {
        return height;
    }

    /**
     * Width of the kernel.
     *
     * @return at least 1
     */
    public int width() {
        return width;
    }

    /**
     * The stride in both directions.
     *
     * @return at least 1
     */
    public int stride() {
        return stride;
    }

    /**
     * Rows added above and below.
     *
     * @return at least 0
     */
    public int paddingHeight() {
        return paddingHeight;
    }

    /**
     * Columns added at the left and at the right.
     *
     * @return at least 0
     */
    public int paddingWidth() {
        return paddingWidth;
    }

    /**
     * Rows added below, and columns added at the right, beyond the padding of all four sides. Of convolutions alone.
     *
     * @return at least 0
     */
    public int extraPadding() {
        return extraPadding;
    }

    /**
     * Height of the output if only whole windows count.
     *
     * @param inputHeight height of the input
     * @return at least 1
     * @throws IllegalArgumentException if the padded input is smaller than the window
     */
    public long outputHeight(long inputHeight) {
        return outputHeight(inputHeight, Rounding.FLOOR);
    }

    /**
     * Height of the output.
     *
     * @param inputHeight height of the input
     * @param rounding treatment of rows behind the last whole window
     * @return at least 1
     * @throws IllegalArgumentException if the padded input is smaller than the window
     */
    public long outputHeight(long inputHeight, Rounding rounding) {
        return output(inputHeight, height, paddingHeight, rounding, "height");
    }

    /**
     * Width of the output if only whole windows count.
     *
     * @param inputWidth width of the input
     * @return at least 1
     * @throws IllegalArgumentException if the padded input is smaller than the window
     */
    public long outputWidth(long inputWidth) {
        return outputWidth(inputWidth, Rounding.FLOOR);
    }

    /**
     * Width of the output.
     *
     * @param inputWidth width of the input
     * @param rounding treatment of columns behind the last whole window
     * @return at least 1
     * @throws IllegalArgumentException if the padded input is smaller than the window
     */
    public long outputWidth(long inputWidth, Rounding rounding) {
        return output(inputWidth, width, paddingWidth, rounding, "width");
    }

    private long output(long input, int side, int padding, Rounding rounding, String direction) {
        long padded = input + extraPadding;
        if (input < 1 || padded + 2L * padding < side) {
            throw new IllegalArgumentException("feature maps of " + direction + " " + input + " with padding " + padding
                    + " are too small for a window of " + direction + " " + side);
        }
        return rounding.windows(padded, side, stride, padding);
    }

    @Override
    public boolean equals(@Nullable Object o) {
        return o instanceof Window other
                && height == other.height
                && width == other.width
                && stride == other.stride
                && paddingHeight == other.paddingHeight
                && paddingWidth == other.paddingWidth
                && extraPadding == other.extraPadding;
    }

    @Override
    public int hashCode() {
        return Objects.hash(height, width, stride, paddingHeight, paddingWidth, extraPadding);
    }

    @Override
    public String toString() {
        return height + "x" + width + "/" + stride + ", padding " + paddingHeight + "x" + paddingWidth
                + (extraPadding == 0 ? "" : " + " + extraPadding);
    }
}
