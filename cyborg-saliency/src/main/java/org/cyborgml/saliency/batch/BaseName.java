package org.cyborgml.saliency.batch;

import java.util.List;
import java.util.Locale;

/** The part of an image's path by which its map is found. Paths from any system: both kinds of slash count. */
final class BaseName {

    private static final List<String> IMAGE_EXTENSIONS = List.of(".png", ".jpg", ".jpeg");

    private BaseName() {}

    static String of(String path) {
        return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    }

    /** The name without its extension; a dot at the start begins none. */
    static String stem(String baseName) {
        int dot = baseName.lastIndexOf('.');
        return dot > 0 ? baseName.substring(0, dot) : baseName;
    }

    static boolean hasImageExtension(String path) {
        String lower = path.toLowerCase(Locale.ROOT);
        return IMAGE_EXTENSIONS.stream().anyMatch(lower::endsWith);
    }
}
