package org.cyborgml.saliency.face;

/** The form in which paths below a folder are compared: forward slashes, and none at the start. */
final class PathKey {

    private PathKey() {}

    static String of(String path) {
        return path.replace('\\', '/').replaceFirst("^(\\./|/)+", "");
    }
}
