package org.cyborgml.saliency.image;

import com.google.common.collect.ImmutableList;
import java.util.Locale;

/** The file formats that are read. The first bytes of a file decide, not its name. */
public enum ImageFormat {
    /** Portable Network Graphics (ISO/IEC 15948). */
    PNG(".png"),
    /** JPEG (ISO/IEC 10918-1), baseline or progressive. */
    JPEG(".jpg", ".jpeg", ".jpe", ".jfif"),
    /** Windows bitmap, uncompressed. */
    BMP(".bmp"),
    /** WebP, lossy or lossless, not animated. */
    WEBP(".webp");

    private final ImmutableList<String> extensions;

    ImageFormat(String... extensions) {
        this.extensions = ImmutableList.copyOf(extensions);
    }

    /**
     * Tells by its name if a file is of one of these formats.
     *
     * @param name a file's name or path
     * @return true if it ends in an extension of theirs, in upper or lower case
     */
    public static boolean isNameOf(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        for (ImageFormat format : values()) {
            if (format.extensions.stream().anyMatch(lower::endsWith)) {
                return true;
            }
        }
        return false;
    }
}
