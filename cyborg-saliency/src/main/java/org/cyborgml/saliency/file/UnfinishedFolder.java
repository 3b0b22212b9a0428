package org.cyborgml.saliency.file;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A folder that gets its name only when all of its files are written. Not safe for use by several threads. */
public final class UnfinishedFolder implements AutoCloseable {

    private final Path unfinished;
    private final Path folder;

    private UnfinishedFolder(Path unfinished, Path folder) {
        this.unfinished = unfinished;
        this.folder = folder;
    }

    /**
     * Creates a folder under a temporary name, beside its final place.
     *
     * @param folder the final place; missing folders above it are created
     * @return the unfinished folder
     * @throws IOException if the final folder holds something already, or the new one cannot be created
     */
    public static UnfinishedFolder of(Path folder) throws IOException {
        Path target = folder.toAbsolutePath().normalize();
        Path parent = target.getParent();
        if (parent == null || (Files.exists(target) && !isEmptyFolder(target))) {
            throw new FileAlreadyExistsException(folder + ": must be a new or an empty folder");
        }
        Files.createDirectories(parent);
        Path unfinished =
                parent.resolve("." + target.getFileName() + "." + Long.toHexString(System.nanoTime()) + ".part");
        return new UnfinishedFolder(Files.createDirectory(unfinished), target);
    }

    private static boolean isEmptyFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> children = Files.list(folder)) {
            return children.findAny().isEmpty();
        }
    }

    /**
     * The folder to write into until it is finished.
     *
     * @return its path under the temporary name
     */
    public Path path() {
        return unfinished;
    }

    /**
     * Moves the folder to its final name.
     *
     * @throws IOException if it cannot be moved; a folder of that name that was filled meanwhile stays as it is
     */
    public void finish() throws IOException {
        Files.deleteIfExists(folder);
        Files.move(unfinished, folder);
    }

    /** Deletes the folder with its content, unless it was finished. */
    @Override
    public void close() throws IOException {
        if (Files.exists(unfinished)) {
            MoreFiles.deleteRecursively(unfinished, RecursiveDeleteOption.ALLOW_INSECURE);
        }
    }
}
