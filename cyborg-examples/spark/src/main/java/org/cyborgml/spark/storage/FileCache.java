package org.cyborgml.spark.storage;

import com.google.common.hash.Hashing;
import com.google.common.util.concurrent.Striped;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Lock;

/**
 * A bounded folder of copies of files, each fetched once. When there is no room for the next, those not used for longest go; a file
 * larger than the whole bound is kept while it is open only. Safe for several threads, for one process.
 */
public final class FileCache {

    private static final int LOCKS = 64;
    private static final float LOAD_FACTOR = 0.75f;

    private final Path folder;
    private final long most;
    private final KnownFiles known;
    private final Striped<Lock> locks = Striped.lock(LOCKS);

    /** Names of copies to their sizes; the last used is the last. */
    private final Map<String, Long> kept = new LinkedHashMap<>(LOCKS, LOAD_FACTOR, true);

    private long bytes;

    /**
     * A cache.
     *
     * @param folder of the copies, of this cache alone; it is made
     * @param most bytes that the copies take together
     * @param listing how it comes to know which files there are
     * @throws IOException if the folder cannot be made
     * @throws IllegalArgumentException if the bound is negative
     */
    public FileCache(Path folder, long most, Listing listing) throws IOException {
        if (most < 0) {
            throw new IllegalArgumentException("bytes of the cache " + most + ": must be at least 0");
        }
        this.folder = Files.createDirectories(folder);
        this.most = most;
        this.known = new KnownFiles(listing);
    }

    /** What is known of the files, those too that were not fetched. */
    KnownFiles known() {
        return known;
    }

    /** Fetches a file. */
    @FunctionalInterface
    interface Fetch {
        void to(Path file) throws IOException;
    }

    /** Opens the copy of a file, which is fetched if it is not there. */
    FileChannel open(String name, long size, Fetch fetch) throws IOException {
        String key = Hashing.sha256()
                .hashString(name + " " + size, StandardCharsets.UTF_8)
                .toString();
        Path copy = folder.resolve(key);
        Lock lock = locks.get(key);
        lock.lock();
        try {
            if (!isKept(key)) {
                fetchInto(copy, size, name, fetch);
                if (size > most) {
                    return FileChannel.open(copy, StandardOpenOption.READ, StandardOpenOption.DELETE_ON_CLOSE);
                }
                // Opened before others may take its room.
                FileChannel opened = FileChannel.open(copy, StandardOpenOption.READ);
                keep(key, size);
                return opened;
            }
            return FileChannel.open(copy, StandardOpenOption.READ);
        } finally {
            lock.unlock();
        }
    }

    private void fetchInto(Path copy, long size, String name, Fetch fetch) throws IOException {
        Path part = folder.resolve(copy.getFileName() + ".part");
        try {
            fetch.to(part);
            if (Files.size(part) != size) {
                throw new IOException(
                        name + ": has " + size + " bytes, but " + Files.size(part) + " of them could be read");
            }
            Files.move(part, copy, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private synchronized boolean isKept(String key) {
        return kept.get(key) != null && Files.exists(folder.resolve(key));
    }

    private synchronized void keep(String key, long size) throws IOException {
        Long before = kept.put(key, size);
        bytes += size - (before == null ? 0 : before);
        List<String> gone = new ArrayList<>();
        for (Iterator<Map.Entry<String, Long>> oldest = kept.entrySet().iterator();
                bytes > most && oldest.hasNext(); ) {
            Map.Entry<String, Long> entry = oldest.next();
            bytes -= entry.getValue();
            gone.add(entry.getKey());
            oldest.remove();
        }
        for (String one : gone) {
            Files.deleteIfExists(folder.resolve(one));
        }
    }
}
