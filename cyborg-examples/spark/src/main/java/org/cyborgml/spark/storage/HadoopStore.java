package org.cyborgml.spark.storage;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileStoreAttributeView;
import org.jspecify.annotations.Nullable;

/**
 * Room of a cluster's storage, as far as it tells.
 *
 * @param files the storage
 * @param at a folder of it
 */
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
        return files.storage().getStatus(((HadoopPath) at).inHadoop()).getCapacity();
    }

    @Override
    public long getUsableSpace() throws IOException {
        return files.storage().getStatus(((HadoopPath) at).inHadoop()).getRemaining();
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
