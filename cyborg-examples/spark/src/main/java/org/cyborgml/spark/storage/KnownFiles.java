package org.cyborgml.spark.storage;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import com.google.common.util.concurrent.Striped;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * What is known of files that do not change, so that a storage is asked for each once: whoever reads an image asks four times whether
 * it is there and how large it is. Where there are too many, those not asked for for longest are forgotten. Safe for several threads.
 */
final class KnownFiles {

    /** A file takes some 300 bytes. */
    private static final int MOST = 1_000_000;

    private static final int LOCKS = 64;

    private final Listing listing;
    private final Cache<String, HadoopAttributes> known =
            CacheBuilder.newBuilder().maximumSize(MOST).build();
    private final Set<String> listed = ConcurrentHashMap.newKeySet();
    private final Striped<Lock> locks = Striped.lock(LOCKS);

    KnownFiles(Listing listing) {
        this.listing = listing;
    }

    /**
     * The attributes of a file or folder.
     *
     * @throws FileNotFoundException if it is not there
     */
    HadoopAttributes of(HadoopPath path) throws IOException {
        String name = path.toString();
        HadoopAttributes here = known.getIfPresent(name);
        HadoopPath parent = path.getParent();
        if (here == null && parent != null && listing == Listing.WHOLE_FOLDER) {
            list(parent);
            here = known.getIfPresent(name);
        }
        // Of a listed folder too, which may have more files than are kept.
        return here == null ? learn(name, path.getFileSystem().storage().getFileStatus(path.inHadoop())) : here;
    }

    /** Takes what a list of a folder tells of a file. */
    HadoopAttributes learn(String name, FileStatus status) {
        HadoopAttributes attributes = HadoopAttributes.of(status);
        known.put(name, attributes);
        return attributes;
    }

    private void list(HadoopPath folder) throws IOException {
        Lock lock = locks.get(folder.toString());
        lock.lock();
        try {
            if (!listed.add(folder.toString())) {
                return;
            }
            FileSystem storage = folder.getFileSystem().storage();
            RemoteIterator<FileStatus> files = storage.listStatusIterator(folder.inHadoop());
            for (int i = 0; i < MOST && files.hasNext(); i++) {
                FileStatus status = files.next();
                learn(folder.resolve(status.getPath().getName()).toString(), status);
            }
        } catch (FileNotFoundException e) {
            // So the file is not there either, which asking for it says with its own name.
        } finally {
            lock.unlock();
        }
    }
}
