package org.cyborgml.models.kernel;

import org.jspecify.annotations.Nullable;

/**
 * A time in which one thread makes networks of a precision, by {@link Kernels#in}, or on one GPU of several, by
 * {@link Kernels#onGpu}. Scopes may lie in each other.
 */
public final class KernelScope implements AutoCloseable {

    private static final KernelScope NONE = new KernelScope(null, null, null, null);

    private static final ThreadLocal<KernelScope> OF_THREAD = ThreadLocal.withInitial(() -> NONE);

    private final @Nullable KernelScope before;
    private final @Nullable KernelPrecision precision;
    private final @Nullable Integer gpu;
    private final @Nullable Kernels kernels;

    private KernelScope(
            @Nullable KernelScope before,
            @Nullable KernelPrecision precision,
            @Nullable Integer gpu,
            @Nullable Kernels kernels) {
        this.before = before;
        this.precision = precision;
        this.gpu = gpu;
        this.kernels = kernels;
    }

    static KernelScope of(KernelPrecision precision) {
        KernelScope here = ofThisThread();
        return entered(new KernelScope(here, precision, here.gpu, here.kernels));
    }

    static KernelScope of(int gpu) {
        KernelScope here = ofThisThread();
        return entered(new KernelScope(here, here.precision, gpu, here.kernels));
    }

    /** With these kernels, whatever their precision. */
    static KernelScope of(Kernels kernels) {
        KernelScope here = ofThisThread();
        return entered(new KernelScope(here, here.precision, here.gpu, kernels));
    }

    private static KernelScope entered(KernelScope scope) {
        OF_THREAD.set(scope);
        return scope;
    }

    static KernelScope ofThisThread() {
        return OF_THREAD.get();
    }

    /** The precision of networks that this thread makes, or null for the process's. */
    @Nullable
    KernelPrecision precision() {
        return precision;
    }

    /** The GPU of networks that this thread makes, or null for the process's. */
    @Nullable
    Integer gpu() {
        return gpu;
    }

    /** The kernels of networks that this thread makes, or null where they are chosen. */
    @Nullable
    Kernels kernels() {
        return kernels;
    }

    /** Goes back to what was before. */
    @Override
    public void close() {
        OF_THREAD.set(before == null ? NONE : before);
    }
}
