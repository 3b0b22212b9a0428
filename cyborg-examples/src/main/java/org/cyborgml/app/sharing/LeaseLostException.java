package org.cyborgml.app.sharing;

/** A lease that another process has taken over, because its holder showed no sign of life for too long. */
public final class LeaseLostException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** An exception with a message in plain words. */
    public LeaseLostException(String message) {
        super(message);
    }
}
