package org.cyborgml.saliency.image;

/** Applies the loss of JPEG compression to an image, without a file. */
public final class JpegCompression {

    /** The highest of libjpeg's qualities. */
    public static final int HIGHEST_QUALITY = 100;

    private JpegCompression() {}

    /**
     * Compresses an image as libjpeg does (baseline, colours at half the resolution) and decodes it again.
     *
     * @param image 8-bit grey or RGB
     * @param quality libjpeg's scale, 1 to 100
     * @return an image of the same size and channels
     * @throws IllegalArgumentException if the quality is out of range or the image has 16 bits or alpha
     */
    public static Raster apply(Raster image, int quality) {
        if (quality < 1 || quality > HIGHEST_QUALITY) {
            throw new IllegalArgumentException("JPEG quality must be in [1,100], found " + quality);
        }
        if (image.depth() != SampleDepth.EIGHT_BITS
                || (image.channels() != Channels.GREY && image.channels() != Channels.RGB)) {
            throw new IllegalArgumentException(image + " cannot be JPEG: it must be 8-bit grey or RGB");
        }
        try {
            return ImageDecoder.withDefaults().decode(OpenCvCodec.encodeJpeg(image, quality), "compressed image");
        } catch (ImageFileException e) {
            throw new IllegalStateException("an image compressed here cannot be decoded", e);
        }
    }
}
