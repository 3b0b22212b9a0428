package org.cyborgml.saliency.file;

import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The reason of a failure in plain words, with the way out where there is one, for any exception or error. */
public final class FailureReason {

    private static final long MIB = 1L << 20;

    /** Parts of the operating system's messages, and what they mean. */
    private static final Map<String, String> OF_THE_SYSTEM = Map.ofEntries(
            Map.entry("No space left on device", "no space left on the disk"),
            Map.entry("Disk quota exceeded", "no space left, the disk quota is exceeded"),
            Map.entry("There is not enough space on the disk", "no space left on the disk"),
            Map.entry("File too large", "the file system takes no file of this size"),
            Map.entry("Read-only file system", "the file system is read-only"),
            Map.entry("File name too long", "the name is too long for the file system"),
            Map.entry("Not a directory", "part of the path is a file, not a folder"),
            Map.entry("Is a directory", "it is a folder"),
            Map.entry("Permission denied", "permission denied"),
            Map.entry("Operation not permitted", "permission denied"),
            Map.entry("Too many levels of symbolic links", "it is a link that leads back to itself"),
            Map.entry("Too many open files", "too many files are open: raise the limit (ulimit -n)"),
            Map.entry("Input/output error", "the disk or the network drive failed (input/output error)"),
            Map.entry("Stale file handle", "the network drive lost the file (stale file handle)"),
            Map.entry("No such file or directory", "there is no such file"));

    private FailureReason() {}

    /**
     * The reason, without the name of a file.
     *
     * @param failure any exception or error
     * @return a phrase in lower case, such as {@code no space left on the disk}
     */
    public static String of(Throwable failure) {
        if (failure instanceof UncheckedIOException unchecked) {
            return of(Objects.requireNonNull(unchecked.getCause()));
        }
        if (failure instanceof FileWriteException unwritten) {
            return unwritten.reason();
        }
        if (failure instanceof InvalidPathException path) {
            return ofName(path.getInput());
        }
        if (failure instanceof OutOfMemoryError) {
            return ofMemory(failure);
        }
        if (failure instanceof StackOverflowError) {
            return "it is nested too deeply";
        }
        if (failure instanceof CharacterCodingException) {
            return "is not text in UTF-8";
        }
        if (failure instanceof FileSystemException file) {
            return ofFile(file);
        }
        String message = failure.getMessage();
        if (message == null || message.isBlank()) {
            return "an unexpected error";
        }
        return ofTheSystem(message).orElse(message.strip().replaceAll("\\s*[\\r\\n]+\\s*", " "));
    }

    /**
     * The reason, with the name of the file if the failure knows it.
     *
     * @param failure any exception or error
     * @return a phrase or sentence
     */
    public static String withFile(Throwable failure) {
        if (failure instanceof UncheckedIOException unchecked) {
            return withFile(Objects.requireNonNull(unchecked.getCause()));
        }
        if (failure instanceof FileWriteException unwritten) {
            return String.valueOf(unwritten.getMessage());
        }
        if (failure instanceof InvalidPathException path) {
            return "\"" + path.getInput().replace("\0", "\\0") + "\": " + of(path);
        }
        if (failure instanceof FileSystemException file && file.getFile() != null) {
            return file.getFile() + ": " + of(file);
        }
        return of(failure);
    }

    /**
     * Tells if a disk or a quota is full, or nothing can be written to it, so that other files will fail too.
     *
     * @param failure any exception or error, whose causes count too
     * @return true if it is a failure of the disk
     */
    public static boolean isOfTheDisk(@Nullable Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            String message = String.valueOf(at.getMessage());
            if (message.contains("No space left")
                    || message.contains("no space left")
                    || message.contains("quota exceeded")
                    || message.contains("not enough space")
                    || message.contains("Read-only file system")
                    || message.contains("the file system is read-only")) {
                return true;
            }
        }
        return false;
    }

    private static Optional<String> ofTheSystem(String message) {
        return OF_THE_SYSTEM.entrySet().stream()
                .filter(entry -> message.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static String ofFile(FileSystemException failure) {
        if (failure instanceof NoSuchFileException) {
            return "there is no such file";
        }
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failure instanceof NotDirectoryException) {
            return "it is not a folder";
        }
        if (failure instanceof DirectoryNotEmptyException) {
            return "it is a folder that is not empty";
        }
        if (failure instanceof FileSystemLoopException) {
            return "it is a link that leads back to a folder above it";
        }
        String reason = failure.getReason();
        if (failure instanceof FileAlreadyExistsException) {
            return reason == null ? "it exists already" : reason;
        }
        return reason == null ? "it cannot be used" : ofTheSystem(reason).orElse(reason);
    }

    private static String ofName(String name) {
        if (name.indexOf('\0') >= 0) {
            return "the name contains a NUL character, which no file name has";
        }
        return "this name cannot be used with the locale's character set, "
                + System.getProperty("sun.jnu.encoding", "unknown")
                + ": set LC_ALL=C.UTF-8 in the environment";
    }

    private static String ofMemory(Throwable failure) {
        String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        if (message.contains("physical memory") || message.contains("maxphysicalbytes")) {
            return "not enough native memory: give java a larger -Dorg.bytedeco.javacpp.maxphysicalbytes";
        }
        if (message.contains("native") || message.contains("maxbytes") || message.contains("failed to allocate")) {
            return "not enough native memory: give java a larger -Dorg.bytedeco.javacpp.maxbytes, or use a smaller batch";
        }
        return "not enough memory, the heap is " + Runtime.getRuntime().maxMemory() / MIB
                + " MiB: give java a larger one, such as -Xmx8g";
    }
}
