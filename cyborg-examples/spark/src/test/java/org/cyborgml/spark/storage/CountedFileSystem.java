package org.cyborgml.spark.storage;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/** Folders of this machine under {@code counted:///}, which counts what is asked of it, for all objects of the process. */
public final class CountedFileSystem extends RawLocalFileSystem {

    private static final String SCHEME = "counted";
    private static final URI ROOT = URI.create(SCHEME + ":///");
    private static final Map<String, LongAdder> COUNTS = new ConcurrentSkipListMap<>();

    /** The same for renames, which Hadoop keeps elsewhere. */
    public static final class Renames extends DelegateToFileSystem {

        /** Made by Hadoop. */
        public Renames(URI uri, Configuration configuration) throws IOException, URISyntaxException {
            super(uri, new CountedFileSystem(), configuration, SCHEME, false);
        }

        @Override
        public int getUriDefaultPort() {
            return -1;
        }
    }

    /** Hadoop's settings that make it known. */
    public static Map<String, String> settings() {
        return Map.of(
                "fs.counted.impl",
                CountedFileSystem.class.getName(),
                "fs.AbstractFileSystem.counted.impl",
                Renames.class.getName());
    }

    /** The URI of a folder. */
    public static String uri(Path folder) {
        return SCHEME + "://" + folder.toAbsolutePath();
    }

    /** What was asked since the last call, by its kind. */
    public static Map<String, Long> take() {
        Map<String, Long> taken = new TreeMap<>();
        COUNTS.forEach((kind, count) -> taken.put(kind, count.sumThenReset()));
        return taken;
    }

    private static void count(String kind) {
        COUNTS.computeIfAbsent(kind, name -> new LongAdder()).increment();
    }

    @Override
    public URI getUri() {
        return ROOT;
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FSDataInputStream open(org.apache.hadoop.fs.Path file, int bytes) throws IOException {
        count("open");
        return super.open(file, bytes);
    }

    @Override
    public FSDataOutputStream create(
            org.apache.hadoop.fs.Path file,
            FsPermission permission,
            boolean overwrite,
            int bytes,
            short replication,
            long block,
            Progressable progress)
            throws IOException {
        count("create");
        return super.create(file, permission, overwrite, bytes, replication, block, progress);
    }

    @Override
    public FSDataOutputStream create(
            org.apache.hadoop.fs.Path file,
            boolean overwrite,
            int bytes,
            short replication,
            long block,
            Progressable progress)
            throws IOException {
        count("create");
        return super.create(file, overwrite, bytes, replication, block, progress);
    }

    @Override
    public boolean rename(org.apache.hadoop.fs.Path from, org.apache.hadoop.fs.Path to) throws IOException {
        count("rename");
        return super.rename(from, to);
    }

    @Override
    public boolean delete(org.apache.hadoop.fs.Path file, boolean recursive) throws IOException {
        count("delete");
        return super.delete(file, recursive);
    }

    @Override
    public FileStatus[] listStatus(org.apache.hadoop.fs.Path folder) throws IOException {
        count("list");
        return super.listStatus(folder);
    }

    @Override
    public boolean mkdirs(org.apache.hadoop.fs.Path folder) throws IOException {
        count("mkdirs");
        return super.mkdirs(folder);
    }

    @Override
    public FileStatus getFileStatus(org.apache.hadoop.fs.Path file) throws IOException {
        count("status");
        return super.getFileStatus(file);
    }
}
