package org.cyborgml.models.cuda;

/** The memory of a GPU is full. */
public final class DeviceMemoryException extends CudaException {

    private static final long serialVersionUID = 1L;

    private static final int MEBIBYTE_BITS = 20;

    private final String device;
    private final long needed;
    private final long free;
    private final long total;
    private final long usable;

    /**
     * An error.
     *
     * @param device its name
     * @param needed bytes that were asked for
     * @param free bytes that could be had
     * @param total bytes of the device, or of the limit that was set
     * @param usable bytes that a network of this process could have had, were it alone there
     * @param wayOut a clause that tells what to do
     */
    public DeviceMemoryException(String device, long needed, long free, long total, long usable, String wayOut) {
        super("the memory of " + device + " is full: " + mebibytes(needed) + " MiB more are needed, "
                + (free >> MEBIBYTE_BITS) + " of " + mebibytes(total) + " are free; " + wayOut);
        this.device = device;
        this.needed = needed;
        this.free = free;
        this.total = total;
        this.usable = usable;
    }

    /**
     * The memory that a network of this process could have, were it alone there.
     *
     * @return bytes
     */
    public long usable() {
        return usable;
    }

    private static long mebibytes(long bytes) {
        return (bytes + (1L << MEBIBYTE_BITS) - 1) >> MEBIBYTE_BITS;
    }

    /**
     * The same error with another way out.
     *
     * @param wayOut a clause that tells what to do
     * @return an error with this one as its cause
     */
    public DeviceMemoryException with(String wayOut) {
        DeviceMemoryException better = new DeviceMemoryException(device, needed, free, total, usable, wayOut);
        better.initCause(this);
        return better;
    }
}
