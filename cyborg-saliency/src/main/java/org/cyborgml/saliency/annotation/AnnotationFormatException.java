package org.cyborgml.saliency.annotation;

import java.io.IOException;

/** An annotation file that does not follow its format; the message names the file, the place in it and the rule. */
public final class AnnotationFormatException extends IOException {

    private static final long serialVersionUID = 1L;

    /**
     * An exception about a file.
     *
     * @param message names the file, the place in it and the rule; put on one line, and cut when long
     */
    public AnnotationFormatException(String message) {
        super(Rules.message(message));
    }
}
