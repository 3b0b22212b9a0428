package org.cyborgml.spark.storage;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.util.functional.FutureIO;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes a cluster's storage. A file is written from its beginning to its end and appears, depending on the storage, at
 * once or when it is closed; so whoever writes gives it a temporary name, and then moves it.
 */
final class HadoopProvider extends FileSystemProvider {

    private static HadoopPath path(Path path) {
        return (HadoopPath) path;
    }

    private static org.apache.hadoop.fs.FileSystem storage(Path path) {
        return path(path).getFileSystem().storage();
    }

    private static HadoopAttributes attributes(Path path) throws IOException {
        Optional<KnownFiles> known = path(path).getFileSystem().known();
        try {
            return known.isPresent()
                    ? known.get().of(path(path))
                    : HadoopAttributes.of(storage(path).getFileStatus(path(path).inHadoop()));
        } catch (FileNotFoundException e) {
            throw missing(path, e);
        }
    }

    private static NoSuchFileException missing(Path path, FileNotFoundException cause) {
        NoSuchFileException missing = new NoSuchFileException(path.toString());
        missing.initCause(cause);
        return missing;
    }

    private static void requireWritable(Path path) {
        if (path(path).getFileSystem().isReadOnly()) {
            throw new ReadOnlyFileSystemException();
        }
    }

    @Override
    public String getScheme() {
        return "hadoop";
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
        throw new UnsupportedOperationException("storages are opened by Storage");
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        throw new UnsupportedOperationException("storages are opened by Storage");
    }

    @Override
    public Path getPath(URI uri) {
        throw new UnsupportedOperationException("storages are opened by Storage");
    }

    @Override
    public InputStream newInputStream(Path path, OpenOption... options) throws IOException {
        if (path(path).getFileSystem().cache().isPresent()) {
            return super.newInputStream(path, options);
        }
        try {
            return path(path).getFileSystem().known().isPresent()
                    ? open(path, attributes(path))
                    : storage(path).open(path(path).inHadoop());
        } catch (FileNotFoundException e) {
            throw missing(path, e);
        }
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        return newFileChannel(path, options, attributes);
    }

    /** A file that is read at any place of it is fetched first. */
    @Override
    public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        return options.contains(StandardOpenOption.WRITE) || options.contains(StandardOpenOption.APPEND)
                ? written(path, options)
                : fetched(path);
    }

    private static FileChannel written(Path path, Set<? extends OpenOption> options) throws IOException {
        requireWritable(path);
        if (options.contains(StandardOpenOption.APPEND) || options.contains(StandardOpenOption.READ)) {
            throw new UnsupportedOperationException(path + ": is written from its beginning to its end only");
        }
        boolean isNew = options.contains(StandardOpenOption.CREATE_NEW);
        WrittenChannel.Opening opening = () -> storage(path).create(path(path).inHadoop(), !isNew);
        boolean isMade = isNew || options.contains(StandardOpenOption.CREATE);
        boolean isEmptied = isNew || options.contains(StandardOpenOption.TRUNCATE_EXISTING);
        try {
            if (isMade && (isEmptied || !Files.exists(path))) {
                return WrittenChannel.of(opening);
            }
            long size = attributes(path).size();
            return isEmptied ? WrittenChannel.of(opening) : WrittenChannel.over(opening, size);
        } catch (org.apache.hadoop.fs.FileAlreadyExistsException e) {
            throw alreadyThere(path, e);
        }
    }

    private static FileAlreadyExistsException alreadyThere(Path path, Exception cause) {
        FileAlreadyExistsException there = new FileAlreadyExistsException(path.toString());
        there.initCause(cause);
        return there;
    }

    private static FileChannel fetched(Path path) throws IOException {
        HadoopAttributes attributes = attributes(path);
        if (attributes.isDirectory()) {
            throw new IOException(path + ": is a folder");
        }
        FileCache.Fetch fetch = to -> {
            try (InputStream in = open(path, attributes)) {
                Files.copy(in, to, StandardCopyOption.REPLACE_EXISTING);
            }
        };
        Optional<FileCache> cache = path(path).getFileSystem().cache();
        if (cache.isPresent()) {
            return cache.get().open(path.toString(), attributes.size(), fetch);
        }
        Path copy = Files.createTempFile("cyborg", ".fetched");
        try {
            fetch.to(copy);
            return FileChannel.open(copy, StandardOpenOption.READ, StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException e) {
            Files.deleteIfExists(copy);
            throw e;
        }
    }

    /** Opens a file to be read whole. With the length an object store needs no request beforehand. */
    private static InputStream open(Path path, HadoopAttributes attributes) throws IOException {
        return FutureIO.awaitFuture(storage(path)
                .openFile(path(path).inHadoop())
                .opt(Options.OpenFileOptions.FS_OPTION_OPENFILE_LENGTH, Long.toString(attributes.size()))
                .opt(
                        Options.OpenFileOptions.FS_OPTION_OPENFILE_READ_POLICY,
                        Options.OpenFileOptions.FS_OPTION_OPENFILE_READ_POLICY_WHOLE_FILE)
                .build());
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path folder, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        if (!attributes(folder).isDirectory()) {
            throw new NotDirectoryException(folder.toString());
        }
        List<Path> entries = new ArrayList<>();
        for (FileStatus status : storage(folder).listStatus(path(folder).inHadoop())) {
            Path entry = folder.resolve(status.getPath().getName());
            path(folder).getFileSystem().cache().ifPresent(cache -> cache.known()
                    .learn(entry.toString(), status));
            if (filter.accept(entry)) {
                entries.add(entry);
            }
        }
        return new DirectoryStream<>() {
            @Override
            public Iterator<Path> iterator() {
                return entries.iterator();
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
        requireWritable(folder);
        if (storage(folder).exists(path(folder).inHadoop())) {
            throw new FileAlreadyExistsException(folder.toString());
        }
        storage(folder).mkdirs(path(folder).inHadoop());
    }

    @Override
    public void delete(Path path) throws IOException {
        requireWritable(path);
        if (attributes(path).isDirectory()
                && storage(path).listStatus(path(path).inHadoop()).length > 0) {
            throw new DirectoryNotEmptyException(path.toString());
        }
        storage(path).delete(path(path).inHadoop(), false);
    }

    @Override
    public void copy(Path source, Path target, CopyOption... options) throws IOException {
        try (InputStream in = newInputStream(source)) {
            Files.copy(in, target, options);
        }
    }

    /** Atomic where a rename of the storage is: HDFS's is, an object store's is not. */
    @Override
    public void move(Path source, Path target, CopyOption... options) throws IOException {
        requireWritable(target);
        boolean replaces = Arrays.asList(options).contains(StandardCopyOption.REPLACE_EXISTING);
        try {
            path(source)
                    .getFileSystem()
                    .renaming()
                    .move(path(source).inHadoop(), path(target).inHadoop(), replaces ? Rename.OVERWRITE : Rename.NONE);
        } catch (org.apache.hadoop.fs.FileAlreadyExistsException e) {
            throw alreadyThere(target, e);
        } catch (FileNotFoundException e) {
            throw missing(source, e);
        }
    }

    @Override
    public boolean isSameFile(Path path, Path other) {
        return path.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
    }

    @Override
    public boolean isHidden(Path path) {
        return String.valueOf(path.getFileName()).startsWith(".");
    }

    @Override
    public FileStore getFileStore(Path path) {
        return new HadoopStore(path(path).getFileSystem(), path);
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        attributes(path);
    }

    @Override
    public <V extends FileAttributeView> @Nullable V getFileAttributeView(
            Path path, Class<V> type, LinkOption... options) {
        return null;
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
            throws IOException {
        if (type != BasicFileAttributes.class) {
            throw new UnsupportedOperationException(type.getName());
        }
        return type.cast(attributes(path));
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) {
        throw new UnsupportedOperationException(attributes);
    }

    @Override
    public void setAttribute(Path path, String attribute, Object value, LinkOption... options) {
        throw new UnsupportedOperationException(attribute);
    }
}
