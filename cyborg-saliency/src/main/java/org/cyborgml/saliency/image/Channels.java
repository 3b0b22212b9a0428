package org.cyborgml.saliency.image;

/** The channels of a pixel, in the order in which a {@link Raster} holds their samples. */
public enum Channels {
    /** Luminance. */
    GREY(1),
    /** Luminance, then opacity. */
    GREY_ALPHA(2),
    /** Red, green, blue. */
    RGB(3),
    /** Red, green, blue, then opacity. */
    RGBA(4);

    private final int count;

    Channels(int count) {
        this.count = count;
    }

    /**
     * The number of samples of a pixel.
     *
     * @return 1 to 4
     */
    public int count() {
        return count;
    }

    boolean isColour() {
        return count >= 3;
    }
}
