package org.cyborgml.spark.experiment;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Copies files between this machine and the cluster's storage. */
final class Copies {

    private Copies() {}

    /** Copies a file, replacing one that is there; its folder is made. */
    static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(Objects.requireNonNull(to.getParent()));
        copyInto(from, to);
    }

    /** As {@link #copy}, into a folder that is there. */
    static void copyInto(Path from, Path to) throws IOException {
        try (InputStream in = Files.newInputStream(from);
                OutputStream out = Files.newOutputStream(to)) {
            in.transferTo(out);
        }
    }

    /** As {@link #copy}; the file appears under its name when it is whole. */
    static void copyWhole(Path from, Path to) throws IOException {
        Path part = to.resolveSibling("." + to.getFileName() + "." + Long.toHexString(System.nanoTime()) + ".part");
        try {
            copy(from, part);
            move(part, to);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Gives a file another name in the same storage, replacing one that is there; its folder is made. */
    static void move(Path from, Path to) throws IOException {
        Files.createDirectories(Objects.requireNonNull(to.getParent()));
        Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Copies a folder's files, those of its folders too; nothing if it is not there. */
    static void copyAll(Path from, Path to) throws IOException {
        for (Path file : files(from)) {
            copy(file, to.resolve(from.relativize(file).toString()));
        }
    }

    /** All files below a folder; none if it is not there. */
    static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }
}
