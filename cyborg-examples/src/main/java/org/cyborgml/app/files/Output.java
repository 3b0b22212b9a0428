package org.cyborgml.app.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.cyborgml.saliency.file.FileWriteException;
import org.cyborgml.saliency.file.WholeFile;

/** Tries the place of a command's output before the work begins. */
public final class Output {

    /** More than file systems keep of a small file in its entry, so that a full disk is noticed. */
    private static final int TRIED_BYTES = 64 << 10;

    private Output() {}

    /**
     * Checks that files can be written to a folder, or if it is not there, that it can be made. Leaves nothing behind.
     *
     * @param folder where a command will write
     * @throws IOException if it is a file, cannot be made, or cannot be written to: read-only, full, or not permitted
     */
    public static void requireFolder(Path folder) throws IOException {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new IOException(folder + ": is a file; the output needs a folder");
        }
        Path there = existing(folder);
        if (!Files.isDirectory(there)) {
            throw new IOException(folder + ": cannot be made a folder, since " + there + " is a file");
        }
        Path tried = there.resolve(".try." + Long.toHexString(System.nanoTime()) + ".part");
        try {
            try (FileChannel channel =
                    FileChannel.open(tried, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                WholeFile.writeFully(channel, ByteBuffer.allocate(TRIED_BYTES));
            } finally {
                Files.deleteIfExists(tried);
            }
        } catch (IOException e) {
            throw FileWriteException.of(folder, e);
        }
    }

    private static Path existing(Path folder) {
        Path at = folder.toAbsolutePath();
        while (!Files.exists(at) && at.getParent() != null) {
            at = at.getParent();
        }
        return at;
    }

    /**
     * Checks that a file can be written, and its folder made if it is not there. A file of that name may be there.
     *
     * @param file what a command will write
     * @throws IOException if it is a folder, or its folder cannot be written to
     */
    public static void requireFile(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException(file + ": is a folder; the output needs the name of a file");
        }
        Path parent = file.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IOException(file + ": is not the name of a file");
        }
        requireFolder(parent);
        if (Files.exists(file) && !Files.isWritable(file)) {
            throw new IOException(file + ": is there already and must not be written");
        }
    }
}
