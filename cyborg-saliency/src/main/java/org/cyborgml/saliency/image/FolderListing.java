package org.cyborgml.saliency.image;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The files below a folder, in the alphabetical order of their paths. Symbolic links to files and folders are followed; one
 * that leads back to a folder above it is passed over.
 *
 * <p>Hidden files and folders are left out: those whose names begin with a dot, such as {@code .ipynb_checkpoints} and
 * {@code ._a.png}, and what systems put beside pictures ({@code __MACOSX}, {@code @eaDir}, {@code Thumbs.db} and the like). The
 * folder itself may have any name.
 *
 * <p>Immutable.
 */
public final class FolderListing {

    private static final Set<String> OF_SYSTEMS = Set.of(
            "__macosx",
            "@eadir",
            "#recycle",
            "$recycle.bin",
            "system volume information",
            "lost+found",
            "thumbs.db",
            "ehthumbs.db",
            "desktop.ini");

    private static final Set<String> OTHER_IMAGES = Set.of(
            "gif", "tif", "tiff", "heic", "heif", "avif", "jp2", "j2k", "jpx", "jxl", "jxr", "ppm", "pgm", "pbm", "pnm",
            "pfm", "tga", "psd", "ico", "svg", "exr", "hdr", "dcm", "dng", "cr2", "cr3", "nef", "arw", "orf", "raf",
            "rw2", "apng", "npy");

    private final Path folder;
    private final List<String> images;
    private final List<String> others;

    private FolderListing(Path folder, List<String> images, List<String> others) {
        this.folder = folder;
        this.images = images.stream().sorted().toList();
        this.others = others.stream().sorted().toList();
    }

    /**
     * Lists a folder and all folders below it.
     *
     * @param folder the folder, or a symbolic link to one
     * @return its files
     * @throws NoSuchFileException if there is no such folder
     * @throws IOException if it is no folder or cannot be read
     */
    public static FolderListing of(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            throw new NoSuchFileException(folder.toString());
        }
        if (!Files.isDirectory(folder)) {
            throw new NotDirectoryException(folder.toString());
        }
        Visitor visitor = new Visitor(folder);
        Files.walkFileTree(folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, visitor);
        return new FolderListing(folder, visitor.images, visitor.others);
    }

    /**
     * Tells if a file or folder is left out because of its name.
     *
     * @param file its path, of which the last name counts
     * @return true if it is hidden
     */
    public static boolean isHidden(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.startsWith(".") || OF_SYSTEMS.contains(name.toLowerCase(Locale.ROOT));
    }

    private static final class Visitor extends SimpleFileVisitor<Path> {

        private final Path folder;
        private final List<String> images = new ArrayList<>();
        private final List<String> others = new ArrayList<>();

        Visitor(Path folder) {
            this.folder = folder;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path below, BasicFileAttributes attributes) {
            return isLeftOut(below) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            // What is still a link here leads to nothing: whoever reads it is told so.
            if (!isLeftOut(file) && (attributes.isRegularFile() || attributes.isSymbolicLink())) {
                String path = path(file);
                (ImageFormat.isNameOf(path) ? images : others).add(path);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (file.equals(folder)) {
                throw e;
            }
            if (!(e instanceof FileSystemLoopException) && !isLeftOut(file)) {
                images.add(path(file));
            }
            return FileVisitResult.CONTINUE;
        }

        private boolean isLeftOut(Path file) {
            return !file.equals(folder) && isHidden(file);
        }

        private String path(Path file) {
            return folder.relativize(file)
                    .toString()
                    .replace(file.getFileSystem().getSeparator(), "/");
        }
    }

    /**
     * The files that are images by their names, and folders that cannot be read: whoever reads those as images is told why
     * they cannot be used.
     *
     * @return paths below the folder, with forward slashes
     */
    public List<String> images() {
        return images;
    }

    /**
     * The other files.
     *
     * @return paths below the folder, with forward slashes
     */
    public List<String> others() {
        return others;
    }

    /**
     * Counts the other files that hold pictures in formats that are not read.
     *
     * @return a sentence with the number of each type and the first file; empty if there is none
     */
    public Optional<String> leftOut() {
        Map<String, Integer> counts = new TreeMap<>();
        List<String> pictures = others.stream()
                .filter(path -> OTHER_IMAGES.contains(extension(path)))
                .toList();
        if (pictures.isEmpty()) {
            return Optional.empty();
        }
        pictures.forEach(path -> counts.merge(extension(path), 1, Integer::sum));
        String types = counts.entrySet().stream()
                .map(count -> count.getValue() + " ." + count.getKey())
                .collect(Collectors.joining(", "));
        return Optional.of(folder + ": only PNG, JPEG, BMP and WebP are read; left out are " + types + ", the first: "
                + pictures.get(0));
    }

    private static String extension(String path) {
        return path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
