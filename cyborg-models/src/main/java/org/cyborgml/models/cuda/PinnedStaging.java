package org.cyborgml.models.cuda;

import com.sun.jna.Pointer;
import java.util.stream.IntStream;

/**
 * Memory of the host that the GPU reads by itself. What is to be copied to the GPU is copied here first: the GPU then takes it
 * from here while the host goes on, several times as fast as the driver copies from ordinary memory. Not safe for threads.
 */
final class PinnedStaging {

    /** Copied at a time by one thread. */
    private static final int CHUNK = 1 << 22;

    private static final long SMALLEST = 1L << 20;

    private long address;
    private long bytes;

    /** Memory that holds so many bytes; what was given before must not be in use any more. */
    private long atLeast(long needed) {
        if (bytes < needed) {
            if (address != 0) {
                CudaDriver.check(CudaDriver.cuMemFreeHost(address), "give pinned memory back");
                address = 0;
            }
            long length = Math.max(SMALLEST, needed);
            long[] made = new long[1];
            CudaDriver.check(
                    CudaDriver.cuMemHostAlloc(made, length, 0), "pin " + length + " bytes of the host's memory");
            address = made[0];
            bytes = length;
        }
        return address;
    }

    /**
     * Copies from ordinary memory.
     *
     * @param host address of the source
     * @param length bytes
     * @return address of the copy
     */
    long copyOf(long host, long length) {
        long to = atLeast(length);
        int chunks = Math.toIntExact((length + CHUNK - 1) / CHUNK);
        if (chunks == 1) {
            copy(host, to, length);
        } else {
            IntStream.range(0, chunks).parallel().forEach(i -> {
                long at = (long) i * CHUNK;
                copy(host + at, to + at, Math.min(CHUNK, length - at));
            });
        }
        return to;
    }

    private static void copy(long from, long to, long length) {
        new Pointer(to).getByteBuffer(0, length).put(new Pointer(from).getByteBuffer(0, length));
    }
}
