package org.cyborgml.saliency.annotation;

import java.util.BitSet;
import org.cyborgml.saliency.image.BinaryMask;
import org.cyborgml.saliency.image.Channels;
import org.cyborgml.saliency.image.ImageFileException;
import org.cyborgml.saliency.image.ImageFormat;
import org.cyborgml.saliency.image.Raster;

/**
 * The marked pixels of a mask image, by the rule of {@link Annotation.MaskFile}: those that are not background, whether the
 * mask is white on black, 0 and 1, the numbers or colours of classes, or a shape on nothing.
 */
final class MaskPixels {

    /** Greys of a mask with soft edges or shades; more are no numbers of classes. */
    private static final int MOST_CLASSES = 64;

    /** Luminance that lossy compression gives to black. */
    private static final int NOISE = 16;

    private final Raster image;
    private final Raster grey;
    private final boolean hasTransparency;
    private final boolean hasColour;

    private MaskPixels(Raster image) {
        this.image = image;
        this.grey = image.toEightBits().toGrey();
        this.hasTransparency = hasAlpha(image) && differs(alpha());
        this.hasColour = anyVisible(this::isColoured);
    }

    static BinaryMask of(Raster image, ImageFormat format, String name) throws ImageFileException {
        if (format == ImageFormat.JPEG || format == ImageFormat.WEBP) {
            return bright(image, format, name);
        }
        MaskPixels pixels = new MaskPixels(image);
        BinaryMask bright = BinaryMask.above(pixels.grey, Annotation.MaskFile.HALF);
        return pixels.isWholeMask(bright) ? bright : pixels.notBackground();
    }

    /** Lossy compression blurs classes and colours and leaves noise on black: only bright pixels are surely marked. */
    private static BinaryMask bright(Raster image, ImageFormat format, String name) throws ImageFileException {
        Raster grey = image.toEightBits().toGrey();
        BinaryMask bright = BinaryMask.above(grey, Annotation.MaskFile.HALF);
        if (bright.count() == 0 && BinaryMask.above(grey, NOISE).count() > 0) {
            throw new ImageFileException(
                    name,
                    "no pixel of the mask has a luminance above " + Annotation.MaskFile.HALF + ", and " + format
                            + " does not keep the numbers or colours of classes: give a level, or the mask as PNG");
        }
        return bright;
    }

    /** A condition of a pixel. */
    @FunctionalInterface
    private interface Condition {
        boolean holds(int x, int y);
    }

    private static boolean hasAlpha(Raster image) {
        return image.channels() == Channels.GREY_ALPHA || image.channels() == Channels.RGBA;
    }

    private int alpha() {
        return image.channels().count() - 1;
    }

    private int colours() {
        return hasAlpha(image) ? alpha() : image.channels().count();
    }

    private boolean differs(int channel) {
        int first = image.sample(0, 0, channel);
        return any((x, y) -> image.sample(x, y, channel) != first);
    }

    private boolean any(Condition condition) {
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                if (condition.holds(x, y)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean anyVisible(Condition condition) {
        return any((x, y) -> isVisible(x, y) && condition.holds(x, y));
    }

    private boolean isVisible(int x, int y) {
        return !hasTransparency || image.sample(x, y, alpha()) != 0;
    }

    private boolean isColoured(int x, int y) {
        for (int channel = 0; channel < colours(); channel++) {
            if (image.sample(x, y, channel) != 0) {
                return true;
            }
        }
        return false;
    }

    /** Black and transparency are background; where all that is visible is black, transparency alone is. */
    private boolean isMarked(int x, int y) {
        return isVisible(x, y) && (isColoured(x, y) || (hasTransparency && !hasColour));
    }

    private BinaryMask notBackground() {
        boolean[] marked = new boolean[image.size().pixels()];
        for (int y = 0, i = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++, i++) {
                marked[i] = isMarked(x, y);
            }
        }
        return BinaryMask.of(image.width(), image.height(), marked);
    }

    /**
     * Tells if the bright pixels are all of the mask: none of them is background, and the darker ones that are not background
     * are soft edges, noise or shades, not areas of their own.
     */
    private boolean isWholeMask(BinaryMask bright) {
        if (bright.count() == 0 || any((x, y) -> bright.isMarked(x, y) && !isMarked(x, y))) {
            return false;
        }
        return isShaded() || !any((x, y) -> !bright.isMarked(x, y) && isMarked(x, y) && isFlat(x, y));
    }

    /** True of a grey image of more greys than there are classes. */
    private boolean isShaded() {
        if (any((x, y) -> !isGrey(x, y))) {
            return false;
        }
        BitSet greys = new BitSet();
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                greys.set(image.sample(x, y, 0));
            }
        }
        return greys.cardinality() > MOST_CLASSES;
    }

    private boolean isGrey(int x, int y) {
        int first = image.sample(x, y, 0);
        for (int channel = 1; channel < colours(); channel++) {
            if (image.sample(x, y, channel) != first) {
                return false;
            }
        }
        return true;
    }

    /** True if all eight neighbours of a pixel inside the image are like it. */
    private boolean isFlat(int x, int y) {
        if (x == 0 || y == 0 || x == image.width() - 1 || y == image.height() - 1) {
            return false;
        }
        for (int channel = 0; channel < image.channels().count(); channel++) {
            int here = image.sample(x, y, channel);
            for (int i = 0; i < 9; i++) {
                if (image.sample(x - 1 + i % 3, y - 1 + i / 3, channel) != here) {
                    return false;
                }
            }
        }
        return true;
    }
}
