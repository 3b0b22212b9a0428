package org.cyborgml.models.cuda;

/** A stream of its own for copies from the host, and the memory from which the GPU takes them. Safe for several threads. */
final class AheadCopies {

    private final CudaDevice device;
    private final PinnedStaging source = new PinnedStaging();
    private long stream;

    /** Set when the GPU has taken the last one. */
    private long taken;

    AheadCopies(CudaDevice device) {
        this.device = device;
    }

    /** Copies as {@link Device#uploadAhead} does; not in the device's monitor, so that others queue work meanwhile. */
    synchronized void copy(long host, long to, long bytes, long after, long ready) {
        if (stream == 0) {
            stream = device.newStream();
            taken = device.mark();
        }
        device.check(CudaDriver.cuEventSynchronize(taken), "copy from the host");
        long from = source.copyOf(host, bytes);
        device.check(CudaDriver.cuStreamWaitEvent(stream, after, 0), "wait for an event");
        device.check(CudaDriver.cuMemcpyHtoDAsync_v2(to, from, bytes, stream), "copy from the host");
        device.check(CudaDriver.cuEventRecord(taken, stream), "note an event");
        device.check(CudaDriver.cuEventRecord(ready, stream), "note an event");
    }
}
