package org.cyborgml.models.kernel;

import org.jspecify.annotations.Nullable;

/** A time in which one thread makes networks of a precision, by {@link Kernels#in}. */
public final class PrecisionScope implements AutoCloseable {

    private static final ThreadLocal<@Nullable KernelPrecision> OF_THREAD = new ThreadLocal<>();

    private final @Nullable KernelPrecision before;

    PrecisionScope(KernelPrecision precision) {
        before = OF_THREAD.get();
        OF_THREAD.set(precision);
    }

    static @Nullable KernelPrecision ofThisThread() {
        return OF_THREAD.get();
    }

    /** Goes back to the precision before. */
    @Override
    public void close() {
        OF_THREAD.set(before);
    }
}
