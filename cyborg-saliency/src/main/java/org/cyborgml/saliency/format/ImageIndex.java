package org.cyborgml.saliency.format;

import com.google.common.collect.ArrayListMultimap;
import com.google.common.collect.ListMultimap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cyborgml.saliency.image.FolderListing;
import org.cyborgml.saliency.image.ImageDecoder;
import org.cyborgml.saliency.image.ImageFileException;
import org.cyborgml.saliency.image.ImageFormat;
import org.cyborgml.saliency.image.ImageSize;

/** The images below a folder, found by the paths that annotation files have for them. */
final class ImageIndex {

    private final Path root;
    private final Map<String, Path> byPath = new HashMap<>();
    private final ListMultimap<String, String> byName = ArrayListMultimap.create();
    private final ListMultimap<String, String> byStem = ArrayListMultimap.create();
    private final ListMultimap<String, String> byEnd = ArrayListMultimap.create();
    private final Map<String, ImageSize> sizes = new HashMap<>();
    private final NameMatch match;

    private ImageIndex(Path root, NameMatch match) {
        this.root = root;
        this.match = match;
    }

    /** Lists the images of a folder and of those below it. */
    static ImageIndex of(Path root, NameMatch match) throws IOException {
        ImageIndex index = new ImageIndex(root, match);
        for (String path : FolderListing.of(root).images()) {
            index.byPath.put(path, root.resolve(path));
            index.byName.put(baseName(path), path);
            String stem = stem(baseName(path));
            index.byStem.put(stem, path);
            index.byEnd.put(stem.substring(stem.lastIndexOf('_') + 1), path);
        }
        return index;
    }

    private static String baseName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The name without the extension of an image; tables often name images so. */
    private static String stem(String name) {
        return ImageFormat.isNameOf(name) ? name.substring(0, name.lastIndexOf('.')) : name;
    }

    /**
     * The path below the root of an image: the very path, or else the only file of its name, of its name without the
     * extension, or whose path ends like it; under {@link NameMatch#END} also the only one whose name ends so.
     *
     * @param image the path in the annotation file, with slashes
     */
    String find(String image) {
        if (byPath.containsKey(image)) {
            return image;
        }
        String name = baseName(image);
        List<String> named = byName.containsKey(name) ? byName.get(name) : byStem.get(stem(name));
        if (named.isEmpty() && match == NameMatch.END) {
            named = byEnd.get(stem(name));
        }
        if (named.isEmpty()) {
            throw new IllegalArgumentException("there is no such image in " + root);
        }
        if (named.size() == 1) {
            return named.get(0);
        }
        // Annotation files often have more folders before the name than lie below the root, or fewer.
        List<String> alike = named.stream()
                .filter(path -> ("/" + path).endsWith("/" + image) || ("/" + image).endsWith("/" + path))
                .toList();
        if (alike.size() == 1) {
            return alike.get(0);
        }
        throw new IllegalArgumentException("is one of " + named.size() + " images of that name in " + root + ", "
                + named.stream().limit(4).toList() + ": must be the only one");
    }

    /** The size of an image that {@link #find} has found. */
    ImageSize size(String path) {
        ImageSize known = sizes.get(path);
        if (known != null) {
            return known;
        }
        Path file = byPath.getOrDefault(path, root.resolve(path));
        try {
            ImageSize size = ImageDecoder.withDefaults().readHeader(file).size();
            sizes.put(path, size);
            return size;
        } catch (ImageFileException e) {
            throw new IllegalArgumentException("image " + e.getMessage(), e);
        }
    }
}
