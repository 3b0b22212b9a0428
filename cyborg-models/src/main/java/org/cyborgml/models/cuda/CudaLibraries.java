package org.cyborgml.models.cuda;

import com.sun.jna.NativeLibrary;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds NVIDIA's libraries: in the folders of a system property, in the folders of pip's packages, on the system. Pip's are
 * those of {@code site-packages/nvidia} below the folders of {@code VIRTUAL_ENV}, {@code CONDA_PREFIX} and {@code PYTHONPATH}.
 */
public final class CudaLibraries {

    /** Name of the system property: folders, separated as in a class path. */
    public static final String PROPERTY = "org.cyborgml.cuda.path";

    /** Name of the system property that chooses cuDNN's algorithms: {@code deterministic}, the default, or {@code fastest}. */
    public static final String SEARCH_PROPERTY = "org.cyborgml.cuda.algorithms";

    /** Name of the system property that limits the memory taken on a GPU: MiB. */
    public static final String MEMORY_PROPERTY = "org.cyborgml.cuda.memory";

    private CudaLibraries() {}

    /**
     * Checks the values of the properties for the GPU, so that a mistake in one is not taken for a GPU that is missing.
     *
     * @throws CudaException if one has a value that it cannot have
     */
    public static void checkProperties() {
        ConvolutionSearch.fromProperty();
        DeviceLedger.limitFromProperty();
    }

    /** A loaded library and where it came from. */
    record Found(NativeLibrary library, String from) {}

    /** Folders to look into before the system's own. */
    static List<Path> folders() {
        List<Path> folders = new ArrayList<>();
        String property = System.getProperty(PROPERTY);
        if (property != null) {
            Arrays.stream(property.split(File.pathSeparator)).map(Path::of).forEach(folders::add);
        }
        for (String variable : new String[] {"VIRTUAL_ENV", "CONDA_PREFIX"}) {
            String root = System.getenv(variable);
            if (root != null) {
                children(Path.of(root, "lib"))
                        .filter(p -> p.getFileName().toString().startsWith("python"))
                        .forEach(p -> folders.addAll(ofPip(p.resolve("site-packages"))));
            }
        }
        String python = System.getenv("PYTHONPATH");
        if (python != null) {
            Arrays.stream(python.split(File.pathSeparator)).forEach(p -> folders.addAll(ofPip(Path.of(p))));
        }
        return folders;
    }

    private static List<Path> ofPip(Path sitePackages) {
        return children(sitePackages.resolve("nvidia"))
                .map(p -> p.resolve("lib"))
                .filter(Files::isDirectory)
                .toList();
    }

    private static Stream<Path> children(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Loads a library with all its symbols visible to those that are loaded later.
     *
     * @param names file names, the one most wanted first
     * @return the first that loads, or empty where none does
     */
    static Optional<Found> load(String... names) {
        return Arrays.stream(names)
                .flatMap(name -> Stream.concat(
                        folders().stream()
                                .map(folder -> folder.resolve(name))
                                .filter(Files::isRegularFile)
                                .map(Path::toString),
                        Stream.of(name)))
                .map(CudaLibraries::open)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<Found> open(String file) {
        try {
            return Optional.of(new Found(NativeLibrary.getInstance(file), file));
        } catch (LinkageError e) {
            return Optional.empty();
        }
    }
}
