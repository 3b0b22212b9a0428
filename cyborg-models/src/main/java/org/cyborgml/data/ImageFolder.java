package org.cyborgml.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.cyborgml.saliency.image.ImageDecoder;
import org.cyborgml.saliency.image.ImageFileException;
import org.cyborgml.saliency.image.Raster;

/** A folder of PNG and JPEG images, found by their paths below it. Immutable and safe for use by several threads. */
public final class ImageFolder implements ImageSource {

    private static final List<String> EXTENSIONS = List.of(".png", ".jpg", ".jpeg");

    private final Path root;
    private final ImageDecoder decoder = ImageDecoder.withDefaults();

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
     * The PNG and JPEG files below the folder, by name.
     *
     * @return paths below the folder, with forward slashes
     * @throws IOException if the folder cannot be listed or holds no image
     */
    @Override
    public List<String> list() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            List<String> names = files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> EXTENSIONS.stream().anyMatch(name.toLowerCase(Locale.ROOT)::endsWith))
                    .sorted()
                    .toList();
            if (names.isEmpty()) {
                throw new IOException("image folder " + root + " holds no PNG or JPEG file");
            }
            return names;
        }
    }

    /**
     * The file of an image.
     *
     * @param path below the root; a slash at its start does not lead out of it
     * @return the file, which need not exist
     * @throws ImageFileException if the path leads out of the root, or is no path on this system
     */
    public Path file(String path) throws ImageFileException {
        Path file;
        try {
            file = root.resolve(path.replaceFirst("^/+", "")).normalize();
        } catch (InvalidPathException e) {
            throw ImageFileException.of(path, e);
        }
        if (!file.startsWith(root.normalize())) {
            throw new ImageFileException(path, "leads out of the image folder " + root);
        }
        return file;
    }

    @Override
    public Raster read(String path) throws ImageFileException {
        return decoder.read(file(path)).toEightBits().toRgb();
    }

    @Override
    public void check(String path) throws ImageFileException {
        read(path);
    }
}
