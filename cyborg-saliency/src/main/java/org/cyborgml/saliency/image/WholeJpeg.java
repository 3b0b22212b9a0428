package org.cyborgml.saliency.image;

/** A JPEG file that was found whole. */
final class WholeJpeg {

    private final ImageHeader header;
    private final JpegColour colour;
    private final byte[] bytes;

    WholeJpeg(ImageHeader header, JpegColour colour, byte[] bytes) {
        this.header = header;
        this.colour = colour;
        this.bytes = bytes;
    }

    ImageHeader header() {
        return header;
    }

    /** The colours that its components hold. */
    JpegColour colour() {
        return colour;
    }

    /** The file as libjpeg decodes it without a warning; callers only read it. */
    byte[] bytes() {
        return bytes;
    }
}
