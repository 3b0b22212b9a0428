package org.cyborgml.saliency.image;

import java.io.IOException;

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
