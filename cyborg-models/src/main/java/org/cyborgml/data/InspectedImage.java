package org.cyborgml.data;

import org.cyborgml.saliency.image.ImageHeader;
import org.cyborgml.saliency.image.ImageSize;
import org.jspecify.annotations.Nullable;

/**
 * What was found of an image.
 *
 * @param fault the reason why it cannot be used, which names it; empty if it can
 * @param size of the stored pixels; null if it cannot be used
 * @param orientation EXIF's, 1 to 8
 * @param bytes of its file; -1 if it is in none
 */
public record InspectedImage(String fault, @Nullable ImageSize size, int orientation, long bytes) {

    /** Bytes of an image that is in no file. */
    static final long NO_FILE = -1;

    /**
     * An image that can be used.
     *
     * @param size of the stored pixels
     * @param orientation EXIF's, 1 to 8
     * @param bytes of its file; -1 if it is in none
     * @return what was found
     */
    public static InspectedImage usable(ImageSize size, int orientation, long bytes) {
        return new InspectedImage("", size, orientation, bytes);
    }

    /**
     * An image that cannot be used.
     *
     * @param fault the reason, which names it
     * @return what was found
     */
    public static InspectedImage broken(String fault) {
        return new InspectedImage(fault, null, ImageHeader.UPRIGHT, NO_FILE);
    }

    boolean isUsable() {
        return size != null;
    }
}
