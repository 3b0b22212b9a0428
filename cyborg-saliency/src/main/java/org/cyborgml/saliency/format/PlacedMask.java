package org.cyborgml.saliency.format;

import org.cyborgml.saliency.annotation.Annotation;
import org.cyborgml.saliency.image.BinaryMask;
import org.cyborgml.saliency.image.ImageDecoder;
import org.cyborgml.saliency.image.ImageSize;

/** Masks that tools keep for a part of the image, put in their place. */
final class PlacedMask {

    private PlacedMask() {}

    /** A mask of the image that marks what a smaller one marks, whose upper left pixel lies at (left, top). */
    static Annotation.Mask at(BinaryMask part, int left, int top, ImageSize image, OutsideRule rule) {
        requireReadable(image);
        ImageSize size = part.size();
        boolean isInside =
                left >= 0 && top >= 0 && left <= image.width() - size.width() && top <= image.height() - size.height();
        if (!isInside && rule == OutsideRule.REFUSE) {
            throw new IllegalArgumentException("mask of " + size + " lies at (" + left + ", " + top
                    + "): must lie on the image of " + image + " (--outside cut cuts it)");
        }
        boolean[] marks = part.toArray();
        boolean[] marked = new boolean[image.pixels()];
        long firstRow = Math.max(0L, -(long) top);
        long endRow = Math.min(size.height(), (long) image.height() - top);
        long firstColumn = Math.max(0L, -(long) left);
        long endColumn = Math.min(size.width(), (long) image.width() - left);
        for (long y = firstRow; y < endRow && firstColumn < endColumn; y++) {
            System.arraycopy(
                    marks,
                    (int) (y * size.width() + firstColumn),
                    marked,
                    (int) ((y + top) * image.width() + firstColumn + left),
                    (int) (endColumn - firstColumn));
        }
        return new Annotation.Mask(BinaryMask.of(image.width(), image.height(), marked));
    }

    /** Refuses sizes that a few bytes may claim, and that would take more memory than any image. */
    static void requireReadable(ImageSize size) {
        if (size.pixels() > ImageDecoder.DEFAULT_MAXIMUM_PIXELS) {
            throw new IllegalArgumentException("mask for an image of " + size + ": at most "
                    + ImageDecoder.DEFAULT_MAXIMUM_PIXELS + " pixels are read");
        }
    }
}
