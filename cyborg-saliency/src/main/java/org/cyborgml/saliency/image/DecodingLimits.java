package org.cyborgml.saliency.image;

/** Limits on the size that a file's header gives. */
final class DecodingLimits {

    private DecodingLimits() {}

    static ImageSize size(int width, int height, String name) throws ImageFileException {
        if (width < 1 || height < 1) {
            throw new ImageFileException(
                    name,
                    "is " + Integer.toUnsignedString(width) + "x" + Integer.toUnsignedString(height)
                            + ": width and height must be from 1 to " + Integer.MAX_VALUE);
        }
        if ((long) width * height > ImageSize.MAXIMUM_PIXELS) {
            throw tooLarge(width, height, ImageSize.MAXIMUM_PIXELS, name);
        }
        return new ImageSize(width, height);
    }

    static void requirePixels(ImageSize size, long maximum, String name) throws ImageFileException {
        if (size.pixels() > maximum) {
            throw tooLarge(size.width(), size.height(), maximum, name);
        }
    }

    private static ImageFileException tooLarge(long width, long height, long maximum, String name) {
        return new ImageFileException(
                name,
                "is " + width + "x" + height + ", " + width * height + " pixels: at most " + maximum + " are read");
    }
}
