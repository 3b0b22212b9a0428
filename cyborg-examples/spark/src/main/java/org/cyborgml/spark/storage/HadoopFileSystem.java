package org.cyborgml.spark.storage;

import java.net.URI;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One of Hadoop's file systems as one of Java's. Equal to another of the same storage with the same cache and the same known files. */
final class HadoopFileSystem extends FileSystem {

    private final org.apache.hadoop.fs.FileSystem storage;
    private final Renaming renaming;
    private final Optional<KnownFiles> known;
    private final Optional<FileCache> cache;
    private final HadoopProvider provider = new HadoopProvider();

    /**
     * A file system.
     *
     * @param known what is known of its files if they do not change
     * @param cache of its files if they are to be fetched before they are read
     */
    HadoopFileSystem(org.apache.hadoop.fs.FileSystem storage, Optional<KnownFiles> known, Optional<FileCache> cache) {
        this.storage = storage;
        this.renaming = new Renaming(storage);
        this.known = known;
        this.cache = cache;
    }

    org.apache.hadoop.fs.FileSystem storage() {
        return storage;
    }

    Renaming renaming() {
        return renaming;
    }

    Optional<KnownFiles> known() {
        return known;
    }

    Optional<FileCache> cache() {
        return cache;
    }

    URI uri() {
        return storage.getUri();
    }

    @Override
    public FileSystemProvider provider() {
        return provider;
    }

    @Override
    public Path getPath(String first, String... more) {
        StringBuilder path = new StringBuilder(first);
        for (String part : more) {
            path.append('/').append(part);
        }
        return new HadoopPath(this, path.toString());
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public boolean isReadOnly() {
        return known.isPresent();
    }

    @Override
    public String getSeparator() {
        return "/";
    }

    @Override
    public Iterable<Path> getRootDirectories() {
        return List.of(getPath("/"));
    }

    @Override
    public Iterable<FileStore> getFileStores() {
        return List.of(new HadoopStore(this, getPath("/")));
    }

    @Override
    public Set<String> supportedFileAttributeViews() {
        return Set.of("basic");
    }

    /** Patterns as on Linux, compared with paths as texts. */
    @Override
    public PathMatcher getPathMatcher(String pattern) {
        PathMatcher texts = FileSystems.getDefault().getPathMatcher(pattern);
        return path -> texts.matches(Path.of(path.toString()));
    }

    @Override
    public UserPrincipalLookupService getUserPrincipalLookupService() {
        throw new UnsupportedOperationException("owners of files are not looked at");
    }

    @Override
    public WatchService newWatchService() {
        throw new UnsupportedOperationException("no storage of a cluster can be watched");
    }

    /** Storages stay open as long as the process: Hadoop shares them. */
    @Override
    public void close() {
        throw new UnsupportedOperationException("Hadoop closes its storages when the process ends");
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof HadoopFileSystem files
                && files.uri().equals(uri())
                && files.known.equals(known)
                && files.cache.equals(cache);
    }

    @Override
    public int hashCode() {
        return uri().hashCode();
    }

    /** The URI of the root, without the slash at its end. */
    @Override
    public String toString() {
        String text = uri().toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }
}
