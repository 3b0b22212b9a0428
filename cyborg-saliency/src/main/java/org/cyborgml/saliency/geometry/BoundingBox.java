package org.cyborgml.saliency.geometry;

/**
 * An upright rectangle on an image, in pixels from the upper left corner of the image; y grows downwards.
 *
 * @param x left edge
 * @param y upper edge
 * @param width above 0
 * @param height above 0
 */
public record BoundingBox(double x, double y, double width, double height) {

    private static final double LIMIT = 1e7;

    /**
     * Checks all four.
     *
     * @throws IllegalArgumentException if an edge is not from -1e7 to 1e7 or a side not above 0 and at most 1e7
     */
    public BoundingBox {
        if (!(Math.abs(x) <= LIMIT && Math.abs(y) <= LIMIT)) {
            throw new IllegalArgumentException("box corner (" + x + "," + y + "): must be numbers from -1e7 to 1e7");
        }
        if (!(width > 0 && width <= LIMIT && height > 0 && height <= LIMIT)) {
            throw new IllegalArgumentException(
                    "box of " + width + "x" + height + ": sides must be above 0 and at most 1e7");
        }
    }
}
