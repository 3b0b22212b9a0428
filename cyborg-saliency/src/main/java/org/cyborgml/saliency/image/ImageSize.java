package org.cyborgml.saliency.image;

/**
 * Width and height of an image in pixels, both at least 1, their product at most {@link #MAXIMUM_PIXELS}.
 *
 * @param width pixels in a row
 * @param height rows
 */
public record ImageSize(int width, int height) {

    /** The largest number of pixels in one plane: the largest that fits a Java array. */
    public static final int MAXIMUM_PIXELS = Integer.MAX_VALUE - 8;

    /**
     * Checks both sides.
     *
     * @throws IllegalArgumentException if a side is below 1 or there are more than {@link #MAXIMUM_PIXELS} pixels
     */
    public ImageSize {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException(
                    "image size " + width + "x" + height + ": width and height must be at least 1");
        }
        if ((long) width * height > MAXIMUM_PIXELS) {
            throw new IllegalArgumentException(
                    "image size " + width + "x" + height + ": at most " + MAXIMUM_PIXELS + " pixels are possible");
        }
    }

    /**
     * The number of pixels.
     *
     * @return width times height
     */
    public int pixels() {
        return width * height;
    }

    /**
     * This size of a picture that is turned by a quarter.
     *
     * @return the size with width and height exchanged
     */
    public ImageSize transposed() {
        return new ImageSize(/* width= */ height, /* height= */ width);
    }

    /**
     * The size as messages show it.
     *
     * @return for example {@code 640x480}: width, then height
     */
    @Override
    public String toString() {
        return width + "x" + height;
    }
}
