package org.cyborgml.saliency.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Files that appear under their name only when they are whole, even if the power goes: written beside it under a temporary
 * name, brought to the disk, then moved.
 */
public final class WholeFile {

    private WholeFile() {}

    /**
     * Writes a file, replacing one of that name.
     *
     * @param file where to; its folder must exist
     * @param content all of its bytes
     * @throws IOException if it cannot be written; what stood under the name is untouched then
     */
    public static void write(Path file, byte[] content) throws IOException {
        Path target = file.toAbsolutePath();
        Path folder = target.getParent();
        Path name = target.getFileName();
        if (folder == null || name == null) {
            throw new IOException(file + ": is not the name of a file");
        }
        Path unfinished = folder.resolve("." + name + "." + Long.toHexString(System.nanoTime()) + ".part");
        try {
            Files.write(unfinished, content);
            move(unfinished, target);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /**
     * Gives a file that is whole its name, replacing one of that name.
     *
     * @param unfinished the file under its temporary name, in the same folder
     * @param file its name
     * @throws IOException if it cannot be moved; what stood under the name is untouched then
     */
    public static void move(Path unfinished, Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        try {
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
