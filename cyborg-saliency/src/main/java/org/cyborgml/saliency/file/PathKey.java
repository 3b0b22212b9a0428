package org.cyborgml.saliency.file;

/** The form in which paths below a folder are compared: forward slashes, none at the start, and no space around. */
public final class PathKey {

    private PathKey() {}

    /**
     * The key of a path.
     *
     * @param path of an image, as a table has it
     * @return the same for {@code a/b.png}, {@code /a/b.png}, {@code ./a/b.png} and {@code a\b.png}
     */
    public static String of(String path) {
        return path.strip().replace('\\', '/').replaceFirst("^(\\./|/)+", "");
    }
}
