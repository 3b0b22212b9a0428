package org.cyborgml.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.cyborgml.saliency.image.FolderListing;
import org.cyborgml.saliency.image.ImageDecoder;
import org.cyborgml.saliency.image.ImageFileException;
import org.cyborgml.saliency.image.Raster;

/**
 * A folder of images in the formats of {@link ImageDecoder}, found by their paths below it. Safe for use by several threads.
 */
public final class ImageFolder implements ImageSource {

    private final Path root;
    private final ImageDecoder decoder = ImageDecoder.withDefaults();

    /** Paths of images that were decoded by a check, so that the next one does not decode them again. */
    private final Set<String> whole = ConcurrentHashMap.newKeySet();

    private ImageFolder(Path root) {
        this.root = root;
    }

    /**
     * Opens a folder.
     *
     * @param root the image root
     * @return the folder
     * @throws IOException if there is no such folder
     */
    public static ImageFolder open(Path root) throws IOException {
        if (!Files.isDirectory(root)) {
            throw new IOException("image folder " + root + " is not a folder");
        }
        return new ImageFolder(root);
    }

    /**
     * The folder itself.
     *
     * @return its path
     */
    public Path root() {
        return root;
    }

    /**
     * The images below the folder, by name, as {@link FolderListing} lists them.
     *
     * @return paths below the folder, with forward slashes
     * @throws IOException if the folder cannot be listed or holds no image
     */
    @Override
    public List<String> list() throws IOException {
        FolderListing listing = listing();
        if (listing.images().isEmpty()) {
            throw new IOException("image folder " + root + " holds no PNG, JPEG, BMP or WebP file"
                    + listing.leftOut().map(others -> "; " + others).orElse(""));
        }
        return listing.images();
    }

    /**
     * All files below the folder.
     *
     * @return images, and files that are left out
     * @throws IOException if the folder cannot be listed
     */
    public FolderListing listing() throws IOException {
        return FolderListing.of(root);
    }

    /**
     * The file of an image. A slash at the path's start does not lead out of the root. Where there is no such file, an absolute
     * path to a file below the root is that file, backslashes count as slashes, and letters with accents as the same letters
     * written in the other way of Unicode, since systems differ in how they write them.
     *
     * @param path below the root
     * @return the file, which need not exist
     * @throws ImageFileException if the path leads out of the root, or cannot be the name of a file on this system
     */
    public Path file(String path) throws ImageFileException {
        try {
            Path file = below(path);
            if (Files.exists(file)) {
                return file;
            }
            Path absolute = Path.of(path).toAbsolutePath().normalize();
            if (path.startsWith("/") && absolute.startsWith(absoluteRoot()) && Files.exists(absolute)) {
                return absolute;
            }
            for (String other : List.of(
                    path.replace('\\', '/'),
                    Normalizer.normalize(path, Normalizer.Form.NFC),
                    Normalizer.normalize(path, Normalizer.Form.NFD))) {
                if (!other.equals(path) && Files.exists(below(other))) {
                    return below(other);
                }
            }
            return file;
        } catch (InvalidPathException e) {
            throw ImageFileException.of(path, e);
        }
    }

    private Path below(String path) throws ImageFileException {
        Path file = absoluteRoot().resolve(path.replaceFirst("^/+", "")).normalize();
        if (!file.startsWith(absoluteRoot())) {
            throw new ImageFileException(path, "leads out of the image folder " + root);
        }
        return root.resolve(absoluteRoot().relativize(file));
    }

    private Path absoluteRoot() {
        return root.toAbsolutePath().normalize();
    }

    @Override
    public Raster read(String path) throws ImageFileException {
        return decoder.read(file(path)).toEightBits().toRgb();
    }

    /** An image that has passed once is not read again. */
    @Override
    public void check(String path) throws ImageFileException {
        if (!whole.contains(path)) {
            read(path);
            whole.add(path);
        }
    }
}
