package org.cyborgml.saliency.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A lock on a folder that only one process can hold at a time, or several that share it. The operating system releases it when
 * the process ends, even if the process is killed.
 */
public final class FolderLock implements AutoCloseable {

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock of a folder, by locking the file {@code .lock} in it. A missing folder is created.
     *
     * @param folder the folder
     * @return the lock, held until it is closed
     * @throws IOException if another process holds it, or this one does already, or the folder cannot be written
     */
    public static FolderLock take(Path folder) throws IOException {
        FileChannel channel = open(folder);
        if (tryLock(channel, false) == null) {
            channel.close();
            throw new IOException(folder + ": another process is using this folder");
        }
        return new FolderLock(channel);
    }

    /**
     * Takes the lock of a folder as one of several processes that share it. A missing folder is created. On file systems without
     * locks, as NFS may be mounted, it keeps nobody out.
     *
     * @param folder the folder
     * @return the lock, held until it is closed
     * @throws IOException if another process has the folder for itself, or this one holds its lock already, or the folder cannot
     *     be written
     */
    public static FolderLock share(Path folder) throws IOException {
        FileChannel channel = open(folder);
        boolean isRefused;
        try {
            isRefused = tryLock(channel, true) == null;
        } catch (IOException e) {
            isRefused = false; // the file system has no locks
        }
        if (isRefused) {
            channel.close();
            throw new IOException(folder + ": another process is using this folder for itself");
        }
        return new FolderLock(channel);
    }

    private static FileChannel open(Path folder) throws IOException {
        Files.createDirectories(folder);
        return FileChannel.open(
                folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    private static @Nullable FileLock tryLock(FileChannel channel, boolean isShared) throws IOException {
        try {
            return channel.tryLock(0, Long.MAX_VALUE, isShared);
        } catch (OverlappingFileLockException e) {
            return null; // held by this very process
        }
    }

    /** Releases the lock. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
