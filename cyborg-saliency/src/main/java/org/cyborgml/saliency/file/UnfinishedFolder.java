package org.cyborgml.saliency.file;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A folder that appears under its name only when all of its files are there. Not for several threads. */
public final class UnfinishedFolder implements AutoCloseable {

    private final Path unfinished;
    private final Path folder;

    private UnfinishedFolder(Path unfinished, Path folder) {
        this.unfinished = unfinished;
        this.folder = folder;
    }

    /**
     * Begins a folder, beside its place and under a temporary name.
     *
     * @param folder where it is to be; folders above are made
     * @return the unfinished folder
     * @throws IOException if something is in the folder already, or it cannot be made
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
     * Where to write for now.
     *
     * @return the folder under its temporary name
     */
    public Path path() {
        return unfinished;
    }

    /**
     * Gives the folder its name.
     *
     * @throws IOException if that cannot be; a folder that was filled meanwhile is untouched
     */
    public void finish() throws IOException {
        Files.deleteIfExists(folder);
        Files.move(unfinished, folder);
    }

    /** Removes the folder and all in it, unless it was finished. */
    @Override
    public void close() throws IOException {
        if (Files.exists(unfinished)) {
            MoreFiles.deleteRecursively(unfinished, RecursiveDeleteOption.ALLOW_INSECURE);
        }
    }
}
