package org.cyborgml.models.kernel;

import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.BytePointer;

/**
 * The stream and the scratch memory with which one thread executes primitives. All layers use the same memory, one after the
 * other. The memory grows to what the largest of them needs and goes with the thread.
 */
final class ExecutionContext {

    /** Scratch arrays start at multiples of this many bytes. */
    static final long ALIGNMENT = 64;

    private static final ThreadLocal<ExecutionContext> OF_THREAD = ThreadLocal.withInitial(ExecutionContext::new);

    private final stream queue = new stream(OneDnn.CPU);
    private BytePointer scratch = new BytePointer();
    private long base;

    private ExecutionContext() {}

    static ExecutionContext ofThisThread() {
        return OF_THREAD.get();
    }

    stream stream() {
        return queue;
    }

    /** The first of so many bytes of scratch memory, aligned. What was there before may be lost. */
    long scratch(long bytes) {
        if (bytes > scratch.capacity() - ALIGNMENT) {
            scratch.deallocate();
            scratch = new BytePointer(aligned(bytes) + ALIGNMENT);
            base = aligned(scratch.address());
        }
        return base;
    }

    static long aligned(long address) {
        return (address + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }
}
