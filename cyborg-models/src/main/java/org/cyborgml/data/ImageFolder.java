package org.cyborgml.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.cyborgml.saliency.image.AntialiasedBilinear;
import org.cyborgml.saliency.image.ImageDecoder;
import org.cyborgml.saliency.image.ImageFileException;
import org.cyborgml.saliency.image.Raster;

/**
 * A folder of images, read in the form that networks take: RGB, resized to a square as Pillow's antialiased bilinear does.
 * Immutable and safe for many threads.
 */
public final class ImageFolder {

    private static final List<String> EXTENSIONS = List.of(".png", ".jpg", ".jpeg");

    private final Path root;
    private final int side;
    private final AntialiasedBilinear resize;
    private final ImageDecoder decoder = ImageDecoder.withDefaults();

    private ImageFolder(Path root, int side) {
        this.root = root;
        this.side = side;
        this.resize = AntialiasedBilinear.to(side, side);
    }

    /**
     * Opens a folder.
     *
     * @param root the image root
     * @param side of the square that images are resized to, in pixels
     * @return the folder
     * @throws IOException if there is no such folder
     */
    public static ImageFolder open(Path root, int side) throws IOException {
        if (!Files.isDirectory(root)) {
            throw new IOException("image folder " + root + " is not a folder");
        }
        return new ImageFolder(root, side);
    }

    /**
     * Side of the square that images are resized to.
     *
     * @return pixels
     */
    public int side() {
        return side;
    }

    /**
     * The PNG and JPEG files below the folder, by name.
     *
     * @return paths below the folder, with forward slashes
     * @throws IOException if the folder cannot be listed or holds no image
     */
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
     * @throws ImageFileException if the path leads out of the root
     */
    public Path file(String path) throws ImageFileException {
        Path file = root.resolve(path.replaceFirst("^/+", "")).normalize();
        if (!file.startsWith(root.normalize())) {
            throw new ImageFileException(path, "leads out of the image folder " + root);
        }
        return file;
    }

    /**
     * Reads an image.
     *
     * @param path below the root
     * @return 8-bit RGB of the square's size
     * @throws ImageFileException if the file is missing or cannot be used; the message names it
     */
    public Raster read(String path) throws ImageFileException {
        return squared(readWhole(path));
    }

    /**
     * Reads an image at its own size.
     *
     * @param path below the root
     * @return 8-bit RGB
     * @throws ImageFileException if the file is missing or cannot be used; the message names it
     */
    public Raster readWhole(String path) throws ImageFileException {
        return decoder.read(file(path)).toEightBits().toRgb();
    }

    /**
     * An image as networks take it.
     *
     * @param image 8-bit RGB of any size
     * @return 8-bit RGB of the square's size
     */
    public Raster squared(Raster image) {
        return resize.resize(image);
    }

    /**
     * Checks, from its first bytes, that an image is there and of a known format.
     *
     * @param path below the root
     * @throws ImageFileException if it is not
     */
    public void check(String path) throws ImageFileException {
        decoder.readHeader(file(path));
    }
}
