package org.cyborgml.models.cuda;

/** A GPU was taken away or does not work any more; whatever is asked of it from now on fails. */
public final class DeviceLostException extends CudaException {

    private static final long serialVersionUID = 1L;

    /**
     * An error.
     *
     * @param message one sentence
     */
    public DeviceLostException(String message) {
        super(message);
    }
}
