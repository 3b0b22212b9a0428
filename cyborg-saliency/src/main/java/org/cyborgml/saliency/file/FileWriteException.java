package org.cyborgml.saliency.file;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file that cannot be written; the message names it and the reason. */
public final class FileWriteException extends IOException {

    private static final long serialVersionUID = 1L;

    /** The reason in plain words. */
    private final String reason;

    private FileWriteException(String file, String reason, IOException cause) {
        super(file + ": cannot be written: " + reason, cause);
        this.reason = reason;
    }

    /**
     * Names the file in a failure to write it.
     *
     * @param file the file that was to be written, under its final name
     * @param cause the failure
     * @return an exception that names it; the cause itself if that is one already
     */
    public static FileWriteException of(Path file, IOException cause) {
        return cause instanceof FileWriteException known
                ? known
                : new FileWriteException(file.toString(), reason(cause), cause);
    }

    private static String reason(IOException cause) {
        return cause instanceof NoSuchFileException ? "its folder does not exist" : FailureReason.of(cause);
    }

    /**
     * The reason.
     *
     * @return the message without the file
     */
    public String reason() {
        return reason;
    }
}
