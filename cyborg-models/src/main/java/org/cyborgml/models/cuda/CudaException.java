package org.cyborgml.models.cuda;

/** A GPU, its driver or one of its libraries is missing, unfit or failed; the message says which, and what helps. */
public class CudaException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    /**
     * An error.
     *
     * @param message one sentence
     */
    public CudaException(String message) {
        super(message);
    }

    /**
     * An error with its cause.
     *
     * @param message one sentence
     * @param cause what was thrown
     */
    public CudaException(String message, Throwable cause) {
        super(message, cause);
    }
}
