package org.cyborgml.app.experiment;

import com.google.common.collect.Streams;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.cyborgml.saliency.file.FileWriteException;
import org.cyborgml.saliency.file.WholeFile;

/**
 * Copies a folder in which another process may still write, as it was at one moment: what is copied is read once more, and where
 * anything differs, all is copied anew. Files under temporary names, which begin with a full stop, are left out.
 */
final class FolderSnapshot {

    /** A process that writes again and again is alive, and its folder need not be copied. */
    private static final int TRIES = 5;

    private FolderSnapshot() {}

    /**
     * Copies a folder.
     *
     * @param from the folder
     * @param to the copy, which must not exist
     * @return false if the folder is not there, or did not keep still
     * @throws IOException if the copy cannot be written
     */
    static boolean copy(Path from, Path to) throws IOException {
        for (int i = 0; i < TRIES; i++) {
            if (copyOnce(from, to)) {
                return true;
            }
            delete(to);
        }
        return false;
    }

    private static boolean copyOnce(Path from, Path to) throws IOException {
        try {
            List<Path> files = files(from);
            Files.createDirectories(to);
            for (Path file : files) {
                copyFile(from.resolve(file), to.resolve(file));
            }
            return files(from).equals(files) && isSame(from, to, files);
        } catch (NoSuchFileException e) {
            return false; // moved or deleted meanwhile
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof NoSuchFileException) {
                return false;
            }
            throw Objects.requireNonNull(e.getCause());
        }
    }

    private static void copyFile(Path from, Path to) throws IOException {
        Files.createDirectories(Objects.requireNonNull(to.getParent()));
        try {
            Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
            WholeFile.sync(to);
        } catch (NoSuchFileException e) {
            throw e;
        } catch (IOException e) {
            throw FileWriteException.of(to, e);
        }
    }

    private static boolean isSame(Path from, Path to, List<Path> files) throws IOException {
        for (Path file : files) {
            if (Files.mismatch(from.resolve(file), to.resolve(file)) >= 0) {
                return false;
            }
        }
        return true;
    }

    /** The files below a folder, in a fixed order. */
    static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .map(folder::relativize)
                    .filter(file -> Streams.stream(file)
                            .noneMatch(part -> part.toString().startsWith(".")))
                    .sorted()
                    .toList();
        }
    }

    /** Deletes a folder if it is there, as far as that can be done while another process may write in it. */
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try {
            MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
        } catch (FileSystemException e) {
            // Its owner, which was taken for dead, has just made or deleted a file.
            return;
        }
    }
}
