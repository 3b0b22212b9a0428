package org.cyborgml.spark.storage;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;

/** Opens folders of a cluster's storage by their URIs. */
public final class Storage {

    private static final String LOCAL = "file";

    private Storage() {}

    /**
     * A folder whose files may change.
     *
     * @param uri such as {@code hdfs://name/folder} or {@code s3a://bucket/folder}; without a scheme, or with {@code file:}, a
     *     folder that all machines see under this name
     * @param configuration Hadoop's
     * @throws IOException if Hadoop knows no such storage
     */
    public static Path folder(String uri, Configuration configuration) throws IOException {
        return open(uri, configuration, Optional.empty(), Optional.empty());
    }

    /**
     * A folder whose files do not change while the process lives: each is fetched once, as long as the cache has room. Files that
     * this machine sees are read where they are.
     *
     * @param uri as above
     * @param configuration Hadoop's
     * @param cache for what is fetched
     * @throws IOException if Hadoop knows no such storage
     */
    public static Path fixedFolder(String uri, Configuration configuration, FileCache cache) throws IOException {
        return open(uri, configuration, Optional.of(cache.known()), Optional.of(cache));
    }

    /**
     * A folder whose files do not change while the process lives, and are read where they are: for those of which the beginning is enough.
     *
     * @param uri as above
     * @param configuration Hadoop's
     * @param cache keeps which files there are, not what is in them
     * @throws IOException if Hadoop knows no such storage
     */
    public static Path streamedFolder(String uri, Configuration configuration, FileCache cache) throws IOException {
        return open(uri, configuration, Optional.of(cache.known()), Optional.empty());
    }

    private static Path open(
            String uri, Configuration configuration, Optional<KnownFiles> known, Optional<FileCache> cache)
            throws IOException {
        // Names with spaces and the like are no URIs, but names of files here.
        org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(uri);
        URI parsed = path.toUri();
        if (parsed.getScheme() == null || parsed.getScheme().equals(LOCAL)) {
            return Path.of(parsed.getPath()).toAbsolutePath();
        }
        FileSystem storage = path.getFileSystem(configuration);
        HadoopFileSystem files = new HadoopFileSystem(storage, known, cache);
        return new HadoopPath(files, storage.makeQualified(path).toUri().getPath());
    }
}
