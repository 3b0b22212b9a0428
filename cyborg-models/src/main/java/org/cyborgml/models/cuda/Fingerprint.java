package org.cyborgml.models.cuda;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.stream.IntStream;

/**
 * A sum over the bits of an array that is another as soon as one of its numbers is, and nearly surely another if several are.
 * Kernel fingerprintSums of kernels.cu computes the same on a device.
 */
final class Fingerprint {

    private static final int PARTS = 256;

    /** Numbers that a thread of the host takes at a time. */
    private static final int CHUNK = 1 << 20;

    private Fingerprint() {}

    /**
     * Queues the fingerprint of an array on a device.
     *
     * @param device the device
     * @param address where the array starts
     * @param length how many numbers of 32 bits
     * @param parts receives it in parts, at least {@link #bytes} bytes on the device
     */
    static void queue(Device device, long address, int length, long parts) {
        device.launch("fingerprintSums", PARTS, 1, address, parts, length);
    }

    /** Bytes of the parts. */
    static int bytes() {
        return PARTS * Long.BYTES;
    }

    /** Waits for a fingerprint that was queued. */
    static long of(Device device, long parts) {
        try (Memory sums = new Memory(bytes())) {
            device.download(parts, Pointer.nativeValue(sums), bytes());
            long sum = 0;
            for (long part : sums.getLongArray(0, PARTS)) {
                sum += part;
            }
            return sum;
        }
    }

    /** The fingerprint of an array in the host's memory, by as many threads as are free. */
    static long ofHost(long address, int length) {
        return ofHost(address, 0, length);
    }

    /**
     * What a part of an array in the host's memory adds to its fingerprint.
     *
     * @param address where the array starts
     * @param from index of the part's first number
     * @param length how many numbers it has
     */
    static long ofHost(long address, int from, int length) {
        int chunks = (length + CHUNK - 1) / CHUNK;
        return IntStream.range(0, chunks)
                .parallel()
                .mapToLong(chunk -> ofChunk(address, from + chunk * CHUNK, Math.min(CHUNK, length - chunk * CHUNK)))
                .sum();
    }

    private static long ofChunk(long address, int first, int length) {
        IntBuffer bits = new Pointer(address)
                .getByteBuffer((long) first * Integer.BYTES, (long) length * Integer.BYTES)
                .order(ByteOrder.nativeOrder())
                .asIntBuffer();
        long sum = 0;
        for (int i = 0; i < length; i++) {
            sum += Integer.toUnsignedLong(bits.get(i)) * (2L * (first + i) + 1);
        }
        return sum;
    }
}
