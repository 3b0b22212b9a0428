package org.cyborgml.data;

import java.io.IOException;

/** Data cannot be used; the message says which and why. */
public final class DataException extends IOException {

    private static final long serialVersionUID = 1L;

    /**
     * An exception.
     *
     * @param message names the data and the rule that it breaks
     */
    public DataException(String message) {
        super(message);
    }
}
