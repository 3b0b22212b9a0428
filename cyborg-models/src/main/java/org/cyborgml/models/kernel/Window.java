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

    @JsonCreator
    private Window(
            @JsonProperty("height") int height,
            @JsonProperty("width") int width,
            @JsonProperty("stride") int stride,
            @JsonProperty("paddingHeight") int paddingHeight,
            @JsonProperty("paddingWidth") int paddingWidth) {
        if (height < 1 || width < 1 || stride < 1 || paddingHeight < 0 || paddingWidth < 0) {
            throw new IllegalArgumentException(
                    "a window has sides and stride of at least 1 and no negative padding, found " + height + "x" + width
                            + ", stride " + stride + ", padding " + paddingHeight + "x" + paddingWidth);
        }
        this.height = height;
        this.width = width;
        this.stride = stride;
        this.paddingHeight = paddingHeight;
        this.paddingWidth = paddingWidth;
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
        return new Window(height, width, 1, 0, 0);
    }

    /**
     * The same window with another stride in both directions.
     *
     * @param value at least 1
     * @return the changed window
     */
    public Window withStride(int value) {
        return new Window(height, width, value, paddingHeight, paddingWidth);
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
        return new Window(height, width, stride, above, beside);
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
        if (input < 1 || input + 2L * padding < side) {
            throw new IllegalArgumentException("feature maps of " + direction + " " + input + " with padding " + padding
                    + " are too small for a window of " + direction + " " + side);
        }
        return rounding.windows(input, side, stride, padding);
    }

    @Override
    public boolean equals(@Nullable Object o) {
        return o instanceof Window other
                && height == other.height
                && width == other.width
                && stride == other.stride
                && paddingHeight == other.paddingHeight
                && paddingWidth == other.paddingWidth;
    }

    @Override
    public int hashCode() {
        return Objects.hash(height, width, stride, paddingHeight, paddingWidth);
    }

    @Override
    public String toString() {
        return height + "x" + width + "/" + stride + ", padding " + paddingHeight + "x" + paddingWidth;
    }
}
