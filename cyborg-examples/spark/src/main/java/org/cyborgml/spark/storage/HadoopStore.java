package org.cyborgml.spark.storage;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileStoreAttributeView;
import java.util.function.ToLongFunction;
import org.apache.hadoop.fs.FsStatus;
import org.jspecify.annotations.Nullable;

/** Room of a cluster's storage. One that does not tell it, such as an object store, has room without end. */
final class HadoopStore extends FileStore {

    private final HadoopFileSystem files;
    private final Path at;

    HadoopStore(HadoopFileSystem files, Path at) {
        this.files = files;
        this.at = at;
    }

    @Override
    public String name() {
        return files.toString();
    }

    @Override
    public String type() {
        return files.uri().getScheme();
    }

    @Override
    public boolean isReadOnly() {
        return files.isReadOnly();
    }

    @Override
    public long getTotalSpace() throws IOException {
        return room(FsStatus::getCapacity);
    }

    @Override
    public long getUsableSpace() throws IOException {
        return room(FsStatus::getRemaining);
    }

    private long room(ToLongFunction<FsStatus> of) throws IOException {
        try {
            return of.applyAsLong(files.storage().getStatus(((HadoopPath) at).inHadoop()));
        } catch (IllegalArgumentException | UnsupportedOperationException e) {
            return Long.MAX_VALUE; // viewfs refuses its own paths here
        }
    }

    @Override
    public long getUnallocatedSpace() throws IOException {
        return getUsableSpace();
    }

    @Override
    public boolean supportsFileAttributeView(Class<? extends FileAttributeView> type) {
        return false;
    }

    @Override
    public boolean supportsFileAttributeView(String name) {
        return false;
    }

    @Override
    public <V extends FileStoreAttributeView> @Nullable V getFileStoreAttributeView(Class<V> type) {
        return null;
    }

    @Override
    public Object getAttribute(String attribute) {
        throw new UnsupportedOperationException(attribute);
    }
}
