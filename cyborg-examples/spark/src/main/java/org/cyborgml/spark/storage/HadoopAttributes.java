package org.cyborgml.spark.storage;

import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.apache.hadoop.fs.FileStatus;
import org.jspecify.annotations.Nullable;

/**
 * Attributes of a file in a storage of Hadoop.
 *
 * @param isDirectory whether it is a folder
 * @param size bytes
 * @param modified when its content changed last, in milliseconds since 1970
 */
record HadoopAttributes(boolean isDirectory, long size, long modified) implements BasicFileAttributes {

    /** Of what Hadoop tells. */
    static HadoopAttributes of(FileStatus status) {
        return new HadoopAttributes(status.isDirectory(), status.getLen(), status.getModificationTime());
    }

    @Override
    public FileTime lastModifiedTime() {
        return FileTime.fromMillis(modified);
    }

    @Override
    public FileTime lastAccessTime() {
        return lastModifiedTime();
    }

    @Override
    public FileTime creationTime() {
        return lastModifiedTime();
    }

    @Override
    public boolean isRegularFile() {
        return !isDirectory;
    }

    @Override
    public boolean isSymbolicLink() {
        return false;
    }

    @Override
    public boolean isOther() {
        return false;
    }

    @Override
    public @Nullable Object fileKey() {
        return null;
    }
}
