package org.cyborgml.saliency.file;

import java.io.IOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Writes files that appear under their name only when they are whole, even if the power goes: the content is written to a
 * temporary name in the same folder and brought to the disk, the file is moved into place, and the folder's entry is
 * brought to the disk too.
 */
public final class WholeFile {

    /** Bytes of a name that its temporary name may begin with. */
    private static final int LONGEST_BEGINNING = 200;

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
     * @throws IOException if it cannot be written, which names the file; what stood under the name is untouched then
     */
    public static void write(Path file, byte[] content) throws IOException {
        write(file, channel -> writeFully(channel, ByteBuffer.wrap(content)));
    }

    /**
     * Writes a file piece by piece, replacing one of that name.
     *
     * @param file where to; its folder must exist
     * @param content writes the bytes
     * @throws IOException if it cannot be written, which names the file; what stood under the name is untouched then
     */
    public static void write(Path file, Content content) throws IOException {
        Path target = file.toAbsolutePath();
        Path folder = target.getParent();
        Path name = target.getFileName();
        if (folder == null || name == null) {
            throw new IOException(file + ": is not the name of a file");
        }
        Path unfinished = folder.resolve(temporaryName(name.toString()));
        try {
            try (FileChannel channel =
                    FileChannel.open(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                content.writeTo(channel);
            }
            move(unfinished, target);
        } catch (IOException e) {
            throw FileWriteException.of(file, e);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /** A name that no other file has; of a long name only the beginning, since most file systems take 255 bytes. */
    static String temporaryName(String name) {
        String beginning = name.length() > LONGEST_BEGINNING ? name.substring(0, LONGEST_BEGINNING) : name;
        if (beginning.getBytes(StandardCharsets.UTF_8).length > LONGEST_BEGINNING) {
            beginning = Integer.toHexString(name.hashCode());
        }
        return "." + beginning + "." + Long.toHexString(System.nanoTime()) + ".part";
    }

    /**
     * Opens a text file in UTF-8 that grows row by row; where that fails, the exception names the file.
     *
     * @param file the file to write to
     * @param options of opening it
     * @return to be closed
     * @throws FileWriteException if it cannot be opened
     */
    public static Writer textWriter(Path file, OpenOption... options) throws FileWriteException {
        try {
            return new NamedWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8, options), file);
        } catch (IOException e) {
            throw FileWriteException.of(file, e);
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
        force(unfinished);
        try {
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
        }
        syncFolder(file);
    }

    /**
     * Brings a file and its folder's entry to the disk.
     *
     * @param file a file that is written
     * @throws IOException if it cannot be opened for writing, or the disk fails
     */
    public static void sync(Path file) throws IOException {
        force(file);
        syncFolder(file);
    }

    private static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    private static void syncFolder(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            return;
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Windows and some network file systems open or sync no folders. The file itself is in place and on the
            // disk.
        }
    }
}
