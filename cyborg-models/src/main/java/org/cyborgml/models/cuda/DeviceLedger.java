package org.cyborgml.models.cuda;

import java.util.HashMap;
import java.util.Map;

/** Keeps count of the memory that was taken on a device, and holds it below a limit. */
final class DeviceLedger {

    private static final int MEBIBYTE_BITS = 20;

    private final String device;
    private final long limit;
    private final Map<Long, Long> bytesByAddress = new HashMap<>();
    private long used;
    private long peak;

    /**
     * Nothing taken yet.
     *
     * @param device its name
     * @param limit bytes, at least 1
     */
    DeviceLedger(String device, long limit) {
        this.device = device;
        this.limit = limit;
    }

    /** The system property's limit in bytes, or no limit where it is not set. */
    static long limitFromProperty() {
        String value = System.getProperty(CudaLibraries.MEMORY_PROPERTY);
        if (value == null) {
            return Long.MAX_VALUE;
        }
        if (!value.matches("[1-9][0-9]{0,8}")) {
            throw new CudaException("system property " + CudaLibraries.MEMORY_PROPERTY
                    + " must be a number of MiB, at least 1, found \"" + value + "\"");
        }
        return Long.parseLong(value) << MEBIBYTE_BITS;
    }

    /**
     * Refuses more memory than the limit allows.
     *
     * @param bytes that are asked for
     * @param reserved bytes of what is taken that no network has
     */
    void checkLimit(long bytes, long reserved) {
        if (bytes > limit - used) {
            throw full(bytes, limit - used, limit, reserved);
        }
    }

    DeviceMemoryException full(long bytes, long free, long total, long reserved) {
        return new DeviceMemoryException(
                device,
                bytes,
                free,
                total,
                Math.min(free, limit - used) + used - reserved,
                "take smaller batches, say half as large, or compute on the CPU with -Dorg.cyborgml.kernels=onednn");
    }

    void take(long address, long bytes) {
        bytesByAddress.put(address, bytes);
        used += bytes;
        peak = Math.max(peak, used);
    }

    void giveBack(long address) {
        Long bytes = bytesByAddress.remove(address);
        used -= bytes == null ? 0 : bytes;
    }

    long used() {
        return used;
    }

    long peak() {
        return peak;
    }
}
