package org.cyborgml.saliency.image;

import java.io.IOException;
import org.cyborgml.saliency.file.FailureReason;

/** An image file that cannot be used; the message names the file, what was found in it and the rule that it breaks. */
public final class ImageFileException extends IOException {

    private static final long serialVersionUID = 1L;

    /** The file's name, as the caller knows it. */
    private final String file;

    /** The value that was found, and the rule that it breaks. */
    private final String reason;

    /**
     * Makes an exception that names a file and what is wrong with it.
     *
     * @param file the file as the caller knows it
     * @param reason the value that was found, and the rule that it breaks
     */
    public ImageFileException(String file, String reason) {
        super(file + ": " + reason);
        this.file = file;
        this.reason = reason;
    }

    /**
     * Makes an exception of whatever went wrong while a file was read, so that the others can be read all the same.
     *
     * @param file the file as the caller knows it
     * @param failure any exception or error, such as an {@link OutOfMemoryError}
     * @return the failure itself if it is an exception of this kind, else one that names the file and the reason in plain
     *     words
     */
    public static ImageFileException of(String file, Throwable failure) {
        if (failure instanceof ImageFileException known) {
            return known;
        }
        ImageFileException named =
                new ImageFileException(file.replace("\0", "\\0"), "cannot be read: " + FailureReason.of(failure));
        named.initCause(failure);
        return named;
    }

    /**
     * The file.
     *
     * @return its name or path
     */
    public String file() {
        return file;
    }

    /**
     * The reason why the file cannot be used.
     *
     * @return the message without the file
     */
    public String reason() {
        return reason;
    }
}
