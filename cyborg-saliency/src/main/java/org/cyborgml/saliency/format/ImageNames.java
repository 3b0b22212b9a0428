package org.cyborgml.saliency.format;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Paths of images as tools write them, from any system, brought to the form of a path below the image root. */
final class ImageNames {

    private ImageNames() {}

    /** A path with slashes, without a drive, a root, and steps upwards at its start. */
    static String relative(String path) {
        List<String> parts = new ArrayList<>();
        for (String part : path.replace('\\', '/').split("/", -1)) {
            boolean isDrive = parts.isEmpty() && part.matches("[A-Za-z]:");
            if (part.equals("..") && !parts.isEmpty()) {
                parts.remove(parts.size() - 1);
            } else if (!part.isEmpty() && !part.equals(".") && !part.equals("..") && !isDrive) {
                parts.add(part);
            }
        }
        String name = String.join("/", parts);
        if (name.isBlank()) {
            throw new IllegalArgumentException("image " + JsonFields.quote(path) + ": must end in the name of a file");
        }
        return name;
    }

    /**
     * The path in a URL of Label Studio: of an upload without the eight hexadecimal digits that were put before it, of local
     * files the path asked for, else the URL's own path.
     */
    static String ofUrl(String url) {
        int query = url.indexOf('?');
        String path = query < 0 ? url : url.substring(0, query);
        if (query >= 0 && path.endsWith("/local-files/") && url.startsWith("d=", query + 1)) {
            path = decoded(url.substring(query + 3));
        } else if (path.contains("://")) {
            int host = path.indexOf("://") + 3;
            int slash = path.indexOf('/', host);
            path = decoded(slash < 0 ? "" : path.substring(slash + 1));
        } else if (path.contains("%")) {
            path = decoded(path);
        }
        int upload = path.indexOf("data/upload/");
        if (upload >= 0) {
            String name = path.substring(path.lastIndexOf('/') + 1);
            path = name.replaceFirst("^[0-9a-f]{1,8}-(?=.)", "");
        }
        return relative(path);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
