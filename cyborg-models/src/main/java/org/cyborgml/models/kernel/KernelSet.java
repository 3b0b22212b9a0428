package org.cyborgml.models.kernel;

/** Sets of kernels to choose from, see {@link Kernels#use}. */
public enum KernelSet {

    /** {@link #CUDA} if it can be used, else {@link #ONEDNN}, else {@link #ND4J}. */
    AUTO,

    /** ND4J's operations: every backend, every precision. */
    ND4J,

    /** oneDNN's primitives for float networks on the CPU; {@link #ND4J} for networks of other types. */
    ONEDNN,

    /**
     * An NVIDIA GPU of compute capability 7.5 or later for float networks, by cuDNN 9 and kernels of our own; the host's
     * kernels for networks of other types. A thread that runs a network on the GPU leaves ND4J one thread for what remains
     * on the host.
     */
    CUDA
}
