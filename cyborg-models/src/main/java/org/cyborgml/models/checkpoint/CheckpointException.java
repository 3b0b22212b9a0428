package org.cyborgml.models.checkpoint;

import java.io.IOException;

/** A checkpoint that cannot be used; the message names the file, what was found in it and the rule that it breaks. */
public final class CheckpointException extends IOException {

    private static final long serialVersionUID = 1L;

    private static final int LONGEST_QUOTE = 100;

    /** The file as the caller knows it. */
    private final String file;

    /** The finding and the rule that it breaks. */
    private final String reason;

    /**
     * An exception about a file.
     *
     * @param file the file as the caller knows it
     * @param reason the finding and the rule that it breaks
     */
    public CheckpointException(String file, String reason) {
        super(file + ": " + reason);
        this.file = file;
        this.reason = reason;
    }

    /**
     * An exception about a file.
     *
     * @param file the file as the caller knows it
     * @param reason the finding and the rule that it breaks
     * @param cause the error of the system
     */
    public CheckpointException(String file, String reason, Throwable cause) {
        this(file, reason);
        initCause(cause);
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
     * The finding and the rule that it breaks.
     *
     * @return the message without the file
     */
    public String reason() {
        return reason;
    }

    /** Text out of a file, fit for a message: in quotes, on one line, cut when long. */
    static String quote(String text) {
        return "'" + oneLine(text) + "'";
    }

    /** Text without line breaks and other control characters, cut when long. */
    static String oneLine(String text) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < text.length() && i < LONGEST_QUOTE; i++) {
            char c = text.charAt(i);
            line.append(Character.isISOControl(c) || Character.isSurrogate(c) ? '?' : c);
        }
        return line.append(text.length() > LONGEST_QUOTE ? "..." : "").toString();
    }
}
