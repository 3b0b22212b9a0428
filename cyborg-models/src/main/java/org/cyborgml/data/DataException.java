package org.cyborgml.data;

import java.io.IOException;

/** Data cannot be used; the message says which and why. */
public final class DataException extends IOException {

    private static final long serialVersionUID = 1L;

    /**
     * An exception.
     *
     * @param message what is wrong
     */
    public DataException(String message) {
        super(message);
    }
}
