package org.cyborgml.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bytedeco.javacpp.Loader;
import org.cyborgml.saliency.file.FailureReason;

/**
 * Finds out why a native library did not load. JavaCPP unpacks the libraries of ND4J, oneDNN and OpenCV into a cache folder:
 * {@code .javacpp/cache} in the user's home, or a folder in the one for temporary files, or that of the system property
 * {@value #CACHE}.
 */
final class NativeFailure {

    static final String CACHE = "org.bytedeco.javacpp.cachedir";

    private static final String GIVE_CACHE =
            "give a folder for JavaCPP's cache that can be written, has 1 GB free and may run programs: java -D" + CACHE
                    + "=FOLDER -jar ...";

    private NativeFailure() {}

    /** The sentence for an error that comes of a native library; empty for other errors. */
    static Optional<String> sentence(Throwable error) {
        List<Throwable> causes = causes(error);
        boolean isOfLoading = causes.stream()
                .anyMatch(cause -> cause instanceof LinkageError
                        || String.valueOf(cause.getMessage()).contains("Could not create the cache")
                        || String.valueOf(cause.getClass().getName()).endsWith("NoAvailableBackendException"));
        return isOfLoading ? Optional.of("the native libraries cannot be loaded: " + reason(causes)) : Optional.empty();
    }

    private static List<Throwable> causes(Throwable error) {
        List<Throwable> all = new ArrayList<>();
        for (Throwable at = error; at != null && !all.contains(at); at = at.getCause()) {
            all.add(at);
            all.addAll(List.of(at.getSuppressed()));
        }
        return all;
    }

    /** The reason and the way out: what the folder shows counts more than what the library's loader says. */
    private static String reason(List<Throwable> causes) {
        Optional<String> ofFolder = ofTheCache();
        if (ofFolder.isPresent()) {
            return ofFolder.get();
        }
        String said = String.join(
                "; ",
                causes.stream()
                        .map(cause -> String.valueOf(cause.getMessage()))
                        .distinct()
                        .toList());
        if (said.contains("failed to map segment") || said.contains("Operation not permitted")) {
            return "JavaCPP's cache is on a file system that may not run programs (noexec); " + GIVE_CACHE;
        }
        if (said.contains("file too short") || said.contains("invalid ELF header")) {
            return "a library in JavaCPP's cache " + cacheInWords() + " is cut; delete that folder and run again";
        }
        if (said.contains("GLIBC") || said.contains("GLIBCXX")) {
            return "this system's C library is too old (" + line(said) + "); ND4J needs glibc 2.17 or later";
        }
        if (said.contains("wrong ELF class") || said.contains("UnsupportedPlatform") || !isBuiltForThis()) {
            return "this jar was not built for " + Loader.getPlatform() + "; build it on this machine";
        }
        return line(said) + "; the jar must be built on a machine of this kind (" + Loader.getPlatform()
                + "), with a 64-bit x86 processor with AVX2, or a cache folder may be damaged: delete " + cacheInWords()
                + " and run again";
    }

    private static boolean isBuiltForThis() {
        ClassLoader loader = NativeFailure.class.getClassLoader();
        return loader.getResource("org/nd4j/nativeblas/" + Loader.getPlatform() + "/") != null
                || loader.getResource("org/nd4j/linalg/cpu/nativecpu/bindings/" + Loader.getPlatform() + "/") != null
                || loader.getResource("org/bytedeco/javacpp/" + Loader.getPlatform() + "/") != null;
    }

    private static String line(String said) {
        String first = said.lines().findFirst().orElse("").strip();
        return first.length() > 200 ? first.substring(0, 200) + "..." : first;
    }

    private static String cacheInWords() {
        return candidates().stream()
                .filter(Files::isDirectory)
                .findFirst()
                .map(Path::toString)
                .orElse("(.javacpp/cache in your home)");
    }

    /** The folders that JavaCPP tries, in its order. */
    private static List<Path> candidates() {
        String given = System.getProperty(CACHE);
        List<Path> folders = new ArrayList<>(given == null ? List.of() : List.of(Path.of(given)));
        folders.addAll(List.of(
                Path.of(System.getProperty("user.home", "/"), ".javacpp", "cache"),
                Path.of(
                        System.getProperty("java.io.tmpdir", "/tmp"),
                        ".javacpp-" + System.getProperty("user.name", ""),
                        "cache")));
        return folders;
    }

    /** The fault of the cache folder; empty if it seems to have none. */
    private static Optional<String> ofTheCache() {
        List<String> faults = new ArrayList<>();
        for (Path folder : candidates()) {
            Optional<String> fault = fault(folder);
            if (fault.isEmpty()) {
                return Optional.empty();
            }
            faults.add(folder + " (" + fault.get() + ")");
            if (Files.isDirectory(folder) && Files.isWritable(folder)) {
                break; // JavaCPP takes this one and does not look further.
            }
        }
        return Optional.of("JavaCPP can unpack them nowhere: " + String.join(", ", faults) + "; " + GIVE_CACHE);
    }

    private static Optional<String> fault(Path folder) {
        try {
            Files.createDirectories(folder);
            Path tried = Files.createTempFile(folder, ".try", ".part");
            try {
                Files.write(tried, new byte[1 << 20]);
                // A file system mounted with noexec lets no file of it be executable.
                boolean mayRun = !isPosix()
                        || (tried.toFile().setExecutable(true) && tried.toFile().canExecute());
                return mayRun ? Optional.empty() : Optional.of("no program may run there, it is mounted with noexec");
            } finally {
                Files.deleteIfExists(tried);
            }
        } catch (IOException | RuntimeException e) {
            return Optional.of(FailureReason.of(e));
        }
    }

    private static boolean isPosix() {
        return !System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
    }
}
