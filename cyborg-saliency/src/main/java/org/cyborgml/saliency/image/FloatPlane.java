package org.cyborgml.saliency.image;

import java.util.Arrays;

/** An immutable plane of finite floats, [height, width], rows from top to bottom: counts, weights or luminance. */
public final class FloatPlane {

    private final float[] values;
    private final ImageSize size;
    private final float minimum;
    private final float maximum;

    private FloatPlane(ImageSize size, float[] values) {
        this.size = size;
        this.values = values;
        float low = Float.POSITIVE_INFINITY;
        float high = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < values.length; i++) {
            float value = values[i];
            if (!(Math.abs(value) <= Float.MAX_VALUE)) {
                throw new IllegalArgumentException("value " + value + " at (" + i % size.width() + ","
                        + i / size.width() + "): values must be finite");
            }
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        this.minimum = low;
        this.maximum = high;
    }

    /**
     * A plane of the given values.
     *
     * @param width columns, at least 1
     * @param height rows, at least 1
     * @param values width * height finite values, row after row; copied
     * @return the plane
     * @throws IllegalArgumentException if the size is impossible, the number of values does not fit it, or one is not finite
     */
    public static FloatPlane of(int width, int height, float[] values) {
        return wrap(new ImageSize(width, height), values.clone());
    }

    /**
     * A plane that keeps the array instead of copying it, for large planes made by the caller.
     *
     * @param size the size
     * @param values size.pixels() finite values, row after row; the caller must not change them any more
     * @return the plane
     * @throws IllegalArgumentException if the number of values does not fit the size, or one is not finite
     */
    public static FloatPlane wrap(ImageSize size, float[] values) {
        if (values.length != size.pixels()) {
            throw new IllegalArgumentException(
                    "plane of " + values.length + " values: " + size + " needs " + size.pixels());
        }
        return new FloatPlane(size, values);
    }

    /**
     * Columns.
     *
     * @return at least 1
     */
    public int width() {
        return size.width();
    }

    /**
     * Rows.
     *
     * @return at least 1
     */
    public int height() {
        return size.height();
    }

    /**
     * Width and height.
     *
     * @return the size
     */
    public ImageSize size() {
        return size;
    }

    /**
     * One value.
     *
     * @param x column, from 0
     * @param y row, from 0
     * @return the value there
     * @throws IndexOutOfBoundsException if there is no such place
     */
    public float get(int x, int y) {
        if (x < 0 || x >= width() || y < 0 || y >= height()) {
            throw new IndexOutOfBoundsException("(" + x + "," + y + ") of a " + size + " plane");
        }
        return values[y * width() + x];
    }

    /**
     * The smallest value.
     *
     * @return finite
     */
    public float minimum() {
        return minimum;
    }

    /**
     * The largest value.
     *
     * @return finite
     */
    public float maximum() {
        return maximum;
    }

    /**
     * All values.
     *
     * @return a copy, row after row
     */
    public float[] toArray() {
        return values.clone();
    }

    /** The array itself: callers only read it. */
    float[] values() {
        return values;
    }

    /**
     * Compares size and every value.
     *
     * @param other anything
     * @return true if it is an equal plane
     */
    @Override
    public boolean equals(Object other) {
        return other instanceof FloatPlane plane && size.equals(plane.size) && Arrays.equals(values, plane.values);
    }

    @Override
    public int hashCode() {
        return 31 * size.hashCode() + Arrays.hashCode(values);
    }

    /**
     * Size and range, not the values.
     *
     * @return for example {@code FloatPlane[7x7, 0.0 to 1.0]}
     */
    @Override
    public String toString() {
        return "FloatPlane[" + size + ", " + minimum + " to " + maximum + "]";
    }
}
