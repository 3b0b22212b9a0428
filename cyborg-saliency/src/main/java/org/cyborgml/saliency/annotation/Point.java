package org.cyborgml.saliency.annotation;

/**
 * A place on an image in pixels: (0,0) is the upper left corner of the upper left pixel, whose centre is (0.5,0.5); y grows
 * downwards. Points off the image are allowed, up to {@link #LIMIT}.
 *
 * @param x pixels to the right
 * @param y pixels down
 */
public record Point(double x, double y) {

    /** The largest distance of a coordinate from 0, so that distances never overflow. */
    public static final double LIMIT = 1e7;

    /**
     * Checks both coordinates.
     *
     * @throws IllegalArgumentException if one is not a number within {@link #LIMIT} of 0
     */
    public Point {
        Rules.requireCoordinate("x", x);
        Rules.requireCoordinate("y", y);
    }
}
