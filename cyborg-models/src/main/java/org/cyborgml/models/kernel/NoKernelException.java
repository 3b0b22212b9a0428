package org.cyborgml.models.kernel;

/** The set of kernels in use has none for a layer, in the precision that was asked for. The message says which. */
public final class NoKernelException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    NoKernelException(String message) {
        super(message);
    }

    /**
     * The exception of a layer that needs the kernel.
     *
     * @param layer its name, for the message
     * @param cause says which kernel there is not
     */
    public NoKernelException(String layer, NoKernelException cause) {
        super("layer \"" + layer + "\": " + cause.getMessage(), cause);
    }
}
