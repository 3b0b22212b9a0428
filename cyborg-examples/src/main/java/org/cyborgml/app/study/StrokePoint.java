package org.cyborgml.app.study;

/**
 * A point of a stroke.
 *
 * @param x pixels of the image from its left edge
 * @param y pixels of the image from its upper edge
 * @param millis of the browser's clock since the images were shown
 */
public record StrokePoint(double x, double y, double millis) {

    private static final double LONGEST_MILLIS = 1e9;

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if a coordinate is not finite, or the time not from 0 to 1e9 ms
     */
    public StrokePoint {
        if (!Double.isFinite(x) || !Double.isFinite(y)) {
            throw new IllegalArgumentException("stroke point (" + x + ", " + y + "): must be numbers");
        }
        if (!(millis >= 0 && millis <= LONGEST_MILLIS)) {
            throw new IllegalArgumentException("time of a stroke point, " + millis + " ms: must be from 0 to 1e9");
        }
    }
}
