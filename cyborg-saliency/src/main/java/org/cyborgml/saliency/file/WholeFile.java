package org.cyborgml.saliency.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Writes files that appear under their name only when they are whole, even if the power goes: the content is written to a
 * temporary name in the same folder and brought to the disk, the file is moved into place, and the folder's entry is
 * brought to the disk too.
 */
public final class WholeFile {

    private WholeFile() {}

    /** Writes the content of a file that is too large to be held in memory. */
    @FunctionalInterface
    public interface Content {

        /**
         * Writes everything.
         *
         * @param channel an empty file, opened for writing; may be closed by this method
         * @throws IOException if it cannot be written
         */
        void writeTo(FileChannel channel) throws IOException;
    }

    /**
     * Writes a file, replacing one of that name.
     *
     * @param file where to; its folder must exist
     * @param content all of its bytes
     * @throws IOException if it cannot be written; what stood under the name is untouched then
     */
    public static void write(Path file, byte[] content) throws IOException {
        write(file, channel -> writeFully(channel, ByteBuffer.wrap(content)));
    }

    /**
     * Writes a file piece by piece, replacing one of that name.
     *
     * @param file where to; its folder must exist
     * @param content writes the bytes
     * @throws IOException if it cannot be written, or the content throws it; what stood under the name is untouched then
     */
    public static void write(Path file, Content content) throws IOException {
        Path target = file.toAbsolutePath();
        Path folder = target.getParent();
        Path name = target.getFileName();
        if (folder == null || name == null) {
            throw new IOException(file + ": is not the name of a file");
        }
        Path unfinished = folder.resolve("." + name + "." + Long.toHexString(System.nanoTime()) + ".part");
        try {
            try (FileChannel channel =
                    FileChannel.open(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                content.writeTo(channel);
            }
            move(unfinished, target);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /**
     * Writes all bytes of a buffer, which {@link FileChannel#write(ByteBuffer)} need not do at once.
     *
     * @param channel where to
     * @param bytes what to write, up to the buffer's limit
     * @throws IOException if they cannot be written
     */
    public static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
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
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            sync(folder);
        }
    }

    private static void sync(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Windows and some network file systems open or sync no folders. The file itself is in place and on the
            // disk.
        }
    }
}
