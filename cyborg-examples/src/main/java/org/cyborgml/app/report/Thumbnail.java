package org.cyborgml.app.report;

/**
 * A small picture with its caption.
 *
 * @param image address that holds the picture
 * @param alternative describes the picture to those who cannot see it
 * @param caption below it
 * @param correctness of the prediction in the caption
 */
public record Thumbnail(String image, String alternative, String caption, Correctness correctness) {

    /** A picture without a prediction. */
    public static Thumbnail of(Picture picture, String caption) {
        return new Thumbnail(picture.dataUri(), caption, caption, Correctness.UNKNOWN);
    }
}
