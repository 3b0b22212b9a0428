package org.cyborgml.app.report;

/**
 * A small picture with its caption.
 *
 * @param image address that holds the picture
 * @param alternative describes the picture to those who cannot see it
 * @param caption below it
 * @param emphasis of the caption
 */
public record Thumbnail(String image, String alternative, String caption, Emphasis emphasis) {

    /** How a caption stands out. */
    public enum Emphasis {
        /** Not at all. */
        NONE,
        /** As a mistake. */
        MISTAKE
    }

    /** A picture whose caption does not stand out. */
    public static Thumbnail of(Picture picture, String caption) {
        return new Thumbnail(picture.dataUri(), caption, caption, Emphasis.NONE);
    }
}
