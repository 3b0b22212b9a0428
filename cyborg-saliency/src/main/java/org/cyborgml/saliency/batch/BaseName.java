package org.cyborgml.saliency.batch;

import java.util.ArrayDeque;
import java.util.Deque;

/** The parts of an image's path by which its map is found. Paths from any system: both kinds of slash count. */
final class BaseName {

    private BaseName() {}

    static String of(String path) {
        return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    }

    /** The name or path without its extension; a dot at the start of the name begins none. */
    static String stem(String path) {
        int dot = path.lastIndexOf('.');
        return dot > path.length() - of(path).length() ? path.substring(0, dot) : path;
    }

    /** The path below the root, with forward slashes alone and without empty parts and dots; empty if it leads out. */
    static String below(String path) {
        Deque<String> parts = new ArrayDeque<>();
        for (String part : path.replace('\\', '/').split("/", -1)) {
            if (part.equals("..")) {
                if (parts.pollLast() == null) {
                    return "";
                }
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        return String.join("/", parts);
    }

    /** The number of folders in a row, from the file on upwards, that two paths have in common. */
    static int sharedFolders(String one, String other) {
        String[] a = one.split("/", -1);
        String[] b = other.split("/", -1);
        int shared = 0;
        while (shared + 1 < Math.min(a.length, b.length) && a[a.length - 2 - shared].equals(b[b.length - 2 - shared])) {
            shared++;
        }
        return shared;
    }
}
