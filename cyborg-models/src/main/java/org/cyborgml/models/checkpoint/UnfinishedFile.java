package org.cyborgml.models.checkpoint;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file under a temporary name beside the one that it gets when it is whole.
 *
 * @param path the temporary name, not yet taken
 * @param target the name at the end
 */
record UnfinishedFile(Path path, Path target) {

    static UnfinishedFile beside(Path file) throws CheckpointException {
        Path target = file.toAbsolutePath();
        Path folder = target.getParent();
        Path name = target.getFileName();
        if (folder == null || name == null) {
            throw new CheckpointException(file.toString(), "is not the name of a file");
        }
        return new UnfinishedFile(
                folder.resolve("." + name + "." + Long.toHexString(System.nanoTime()) + ".part"), target);
    }

    /** Moves the whole file into place, replacing one of that name. */
    void finish() throws IOException {
        try {
            Files.move(path, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(path, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Leaves nothing behind, whether it was finished or not. */
    void discard() throws IOException {
        Files.deleteIfExists(path);
    }
}
