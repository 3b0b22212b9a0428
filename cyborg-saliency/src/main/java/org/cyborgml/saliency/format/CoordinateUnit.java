package org.cyborgml.saliency.format;

/** Units of the coordinates in a table of fixations. */
public enum CoordinateUnit {
    /** Pixels of the image from its upper left corner. */
    PIXELS,
    /** Shares of the image's width and height, 0 to 1. */
    NORMALISED
}
