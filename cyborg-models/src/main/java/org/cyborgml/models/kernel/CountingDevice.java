package org.cyborgml.models.kernel;

import com.sun.jna.Pointer;
import java.util.HashMap;
import java.util.Map;
import org.cyborgml.models.cuda.ConvolutionMath;
import org.cyborgml.models.cuda.ConvolutionShape;
import org.cyborgml.models.cuda.Device;
import org.cyborgml.models.cuda.DeviceConvolution;
import org.cyborgml.models.cuda.Mirror;
import org.cyborgml.models.cuda.Mirrors;

/**
 * A device without memory and arithmetic that counts how much memory is taken from it. Numbers that it is asked for are 0,
 * except for those of mirrors, which it leaves as they are: so a network runs on it as on any device.
 */
final class CountingDevice implements Device {

    private static final long ALIGNMENT = 256;

    /** Far from the host's addresses. */
    private static final long FIRST_ADDRESS = 1L << 60;

    private final Mirrors mirrors = new Mirrors();
    private final Map<Long, Long> bytesByAddress = new HashMap<>();

    /** The host's addresses of arrays that were copied here, by the addresses here. */
    private final Map<Long, Long> origins = new HashMap<>();

    /** Fingerprints that were asked for, by the address where they are to be. */
    private final Map<Long, Long> fingerprints = new HashMap<>();

    private long next = FIRST_ADDRESS;
    private long used;
    private long peak;

    @Override
    public String description() {
        return "a device that counts memory";
    }

    @Override
    public Mirrors mirrors() {
        return mirrors;
    }

    @Override
    public synchronized long allocate(long bytes) {
        long address = next;
        long taken = (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        next += taken;
        bytesByAddress.put(address, taken);
        used += taken;
        peak = Math.max(peak, used);
        return address;
    }

    @Override
    public synchronized void free(long address) {
        Long bytes = bytesByAddress.remove(address);
        used -= bytes == null ? 0 : bytes;
        origins.remove(address);
    }

    @Override
    public synchronized long peakMemory() {
        return peak;
    }

    @Override
    public synchronized void upload(long host, long device, long bytes) {
        origins.put(device, host);
    }

    @Override
    public long mark() {
        return 0;
    }

    @Override
    public void set(long mark) {
        // Nothing is queued.
    }

    @Override
    public void await(long mark) {
        // Nothing is queued.
    }

    @Override
    public void uploadAhead(long host, long device, long bytes, long after, long ready) {
        upload(host, device, bytes);
    }

    @Override
    public synchronized void download(long device, long host, long bytes) {
        Long fingerprint = fingerprints.get(device);
        boolean isMirror = origins.getOrDefault(device, 0L) == host;
        if (fingerprint != null) {
            new Pointer(host).setMemory(0, bytes, (byte) 0);
            new Pointer(host).setLong(0, fingerprint);
        } else if (!isMirror) {
            new Pointer(host).setMemory(0, bytes, (byte) 0);
        }
    }

    @Override
    public void copy(long from, long to, long bytes) {
        // There is nothing to copy.
    }

    @Override
    public synchronized void launch(String kernel, int blocks, int rows, Object... arguments) {
        if (kernel.equals("fingerprintSums")) {
            long host = origins.getOrDefault((Long) arguments[0], 0L);
            if (host != 0) {
                fingerprints.put((Long) arguments[1], Mirror.fingerprint(host, (Integer) arguments[2]));
            }
        }
    }

    @Override
    public DeviceConvolution convolution(ConvolutionShape shape, ConvolutionMath math) {
        return new DeviceConvolution() {
            @Override
            public void forward(long input, long weight, long output) {
                // There is nothing to compute.
            }

            @Override
            public void backwardInput(long weight, long gradOutput, long gradInput) {
                // There is nothing to compute.
            }

            @Override
            public void backwardWeight(long input, long gradOutput, long gradWeight) {
                // There is nothing to compute.
            }
        };
    }

    @Override
    public boolean pin(long host, long bytes) {
        return false;
    }

    @Override
    public void unpin(long host) {
        // Nothing is pinned.
    }

    @Override
    public void synchronize() {
        // Nothing is queued.
    }
}
