package org.cyborgml.saliency.image;

/**
 * The header of an image file, read without decoding a pixel.
 *
 * @param format the file format
 * @param size width and height of the stored pixels
 * @param channels the channels of the decoded image
 * @param depth the depth of the decoded image
 * @param orientation EXIF's, 1 (upright) to 8: how viewers turn the stored pixels before they show them. Decoding does not,
 *     for images and maps alike; see {@link ImageDecoder}
 */
public record ImageHeader(ImageFormat format, ImageSize size, Channels channels, SampleDepth depth, int orientation) {

    /** The orientation of pictures that are stored as they are shown. */
    public static final int UPRIGHT = 1;

    /** The first of the orientations by which viewers exchange width and height. */
    private static final int FIRST_TURNED = 5;

    /**
     * Checks the orientation.
     *
     * @throws IllegalArgumentException if it is not from 1 to 8
     */
    public ImageHeader {
        if (orientation < 1 || orientation > 8) {
            throw new IllegalArgumentException("orientation " + orientation + ": must be from 1 to 8");
        }
    }

    /**
     * The size that viewers show.
     *
     * @return the size, with width and height exchanged where the orientation says so
     */
    public ImageSize shownSize() {
        return orientation < FIRST_TURNED ? size : size.transposed();
    }
}
