package org.cyborgml.spark.storage;

import com.google.common.base.Splitter;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A file or folder of a cluster's storage. Immutable; names are separated by slashes. */
final class HadoopPath implements Path {

    private static final String SEPARATOR = "/";
    private static final Splitter NAMES = Splitter.on(SEPARATOR).omitEmptyStrings();

    private final HadoopFileSystem files;
    private final boolean absolute;
    private final List<String> names;

    HadoopPath(HadoopFileSystem files, String path) {
        this(files, path.startsWith(SEPARATOR), split(path));
    }

    private HadoopPath(HadoopFileSystem files, boolean absolute, List<String> names) {
        this.files = files;
        this.absolute = absolute;
        this.names = List.copyOf(names);
    }

    private static List<String> split(String path) {
        if (path.indexOf('\0') >= 0) {
            throw new InvalidPathException(path, "Nul character not allowed");
        }
        return NAMES.splitToList(path);
    }

    private HadoopPath of(boolean isAbsolute, List<String> parts) {
        return new HadoopPath(files, isAbsolute, parts);
    }

    private HadoopPath own(Path other) {
        if (other instanceof HadoopPath path && path.files.equals(files)) {
            return path;
        }
        throw new ProviderMismatchException(other + " is not of " + files);
    }

    /** As Hadoop has it. */
    org.apache.hadoop.fs.Path inHadoop() {
        URI uri = files.uri();
        return new org.apache.hadoop.fs.Path(uri.getScheme(), uri.getAuthority(), plain(toAbsolutePath()));
    }

    private static String plain(HadoopPath path) {
        return SEPARATOR + String.join(SEPARATOR, path.names);
    }

    @Override
    public HadoopFileSystem getFileSystem() {
        return files;
    }

    @Override
    public boolean isAbsolute() {
        return absolute;
    }

    @Override
    public @Nullable Path getRoot() {
        return absolute ? of(true, List.of()) : null;
    }

    @Override
    public @Nullable Path getFileName() {
        return names.isEmpty() ? null : of(false, names.subList(names.size() - 1, names.size()));
    }

    @Override
    public @Nullable HadoopPath getParent() {
        if (names.isEmpty() || (names.size() == 1 && !absolute)) {
            return null;
        }
        return of(absolute, names.subList(0, names.size() - 1));
    }

    @Override
    public int getNameCount() {
        return names.size();
    }

    @Override
    public Path getName(int index) {
        return subpath(index, index + 1);
    }

    @Override
    public Path subpath(int from, int to) {
        if (from < 0 || to > names.size() || from >= to) {
            throw new IllegalArgumentException(this + " has no names " + from + " to " + to);
        }
        return of(false, names.subList(from, to));
    }

    @Override
    public boolean startsWith(Path other) {
        return other instanceof HadoopPath path
                && path.files.equals(files)
                && path.absolute == absolute
                && path.names.size() <= names.size()
                && names.subList(0, path.names.size()).equals(path.names);
    }

    @Override
    public boolean endsWith(Path other) {
        if (!(other instanceof HadoopPath path) || !path.files.equals(files) || path.names.size() > names.size()) {
            return false;
        }
        return path.absolute
                ? equals(path)
                : names.subList(names.size() - path.names.size(), names.size()).equals(path.names);
    }

    @Override
    public HadoopPath normalize() {
        Deque<String> kept = new ArrayDeque<>();
        for (String name : names) {
            if (name.equals("..")
                    && (absolute || (!kept.isEmpty() && !kept.getLast().equals("..")))) {
                kept.pollLast();
            } else if (!name.equals(".")) {
                kept.addLast(name);
            }
        }
        return of(absolute, List.copyOf(kept));
    }

    @Override
    public Path resolve(Path other) {
        HadoopPath path = own(other);
        if (path.absolute) {
            return path;
        }
        List<String> all = new ArrayList<>(names);
        all.addAll(path.names);
        return of(absolute, all);
    }

    @Override
    public Path relativize(Path other) {
        HadoopPath path = own(other);
        if (path.absolute != absolute) {
            throw new IllegalArgumentException(this + " and " + other + " are not both absolute");
        }
        int common = 0;
        while (common < Math.min(names.size(), path.names.size())
                && names.get(common).equals(path.names.get(common))) {
            common++;
        }
        List<String> way = new ArrayList<>();
        for (int i = common; i < names.size(); i++) {
            way.add("..");
        }
        way.addAll(path.names.subList(common, path.names.size()));
        return of(false, way);
    }

    @Override
    public URI toUri() {
        return inHadoop().toUri();
    }

    @Override
    public HadoopPath toAbsolutePath() {
        return absolute ? this : of(true, names);
    }

    @Override
    public Path toRealPath(LinkOption... options) {
        return toAbsolutePath().normalize();
    }

    @Override
    public WatchKey register(WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
        throw new UnsupportedOperationException("no storage of a cluster can be watched");
    }

    @Override
    public Iterator<Path> iterator() {
        return names.stream().map(name -> (Path) of(false, List.of(name))).iterator();
    }

    @Override
    public int compareTo(Path other) {
        return plainOrRelative().compareTo(own(other).plainOrRelative());
    }

    private String plainOrRelative() {
        return absolute ? plain(this) : String.join(SEPARATOR, names);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof HadoopPath path
                && path.files.equals(files)
                && path.absolute == absolute
                && path.names.equals(names);
    }

    @Override
    public int hashCode() {
        return 31 * files.hashCode() + names.hashCode();
    }

    /** The URI of an absolute path, for people. */
    @Override
    public String toString() {
        return absolute ? files + plain(this) : plainOrRelative();
    }
}
