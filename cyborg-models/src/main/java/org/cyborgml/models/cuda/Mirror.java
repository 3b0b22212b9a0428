package org.cyborgml.models.cuda;

import com.sun.jna.Pointer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A piece of the host's memory, such as a network's parameters, and its like on a device, where kernels read and write it.
 *
 * <p>Who changes numbers on the host afterwards has to {@link #upload} them. As most do so for a whole parameter at once, and
 * might forget, each parameter that is read is compared with what it was by a few of its numbers, and uploaded where these
 * differ.
 */
public final class Mirror implements AutoCloseable {

    private final Device device;
    private final long host;
    private final long bytes;
    private final DeviceMemory memory;
    private final boolean isPinned;

    /** Of parameters that were read, by their addresses. */
    private final Map<Long, Sample> samples = new HashMap<>();

    private final Set<Long> written = new HashSet<>();

    private @Nullable DeviceMemory parts;

    /** Fingerprint of the host's numbers when they were last compared with the device's or copied from there. */
    private long ofHost;

    /** The first, the middle and the last of some numbers, by their bits. */
    private record Sample(long length, int first, int middle, int last) {

        static Sample of(long host, long length) {
            Pointer numbers = new Pointer(host);
            long count = length / Float.BYTES;
            return new Sample(
                    length,
                    numbers.getInt(0),
                    numbers.getInt(count / 2 * Float.BYTES),
                    numbers.getInt((count - 1) * Float.BYTES));
        }
    }

    /**
     * A mirror that holds what the host holds. The host's memory must stay where it is until {@link #close}.
     *
     * @param device the device
     * @param host address of the original
     * @param bytes its length, at least 4
     */
    public Mirror(Device device, long host, long bytes) {
        this.device = device;
        this.host = host;
        this.bytes = bytes;
        this.memory = new DeviceMemory(device, bytes);
        this.isPinned = device.pin(host, bytes);
        device.upload(host, memory.address(), bytes);
    }

    /**
     * Where the original starts.
     *
     * @return an address of the host
     */
    public long host() {
        return host;
    }

    /**
     * Where the mirror starts.
     *
     * @return an address of the device
     */
    public long address() {
        return memory.address();
    }

    boolean holds(long address, long length) {
        return address >= host && address + length <= host + bytes;
    }

    /**
     * Where a part of the mirror starts.
     *
     * @param address where the part starts on the host
     * @return an address of the device
     */
    public long addressOf(long address) {
        return memory.address() + address - host;
    }

    /**
     * As {@link #addressOf}, for numbers to be read: uploads them where the host's were changed, as far as is seen.
     *
     * @param address where the part starts on the host
     * @param length its length in bytes
     * @return an address of the device
     */
    public synchronized long current(long address, long length) {
        Sample now = Sample.of(address, length);
        Sample known = samples.put(address, now);
        if (known != null && !known.equals(now)) {
            upload(address, length);
        }
        return addressOf(address);
    }

    /**
     * As {@link #addressOf}, for numbers to be written, which {@link #isWritten} then tells.
     *
     * @param address where the part starts on the host
     * @return an address of the device
     */
    public synchronized long written(long address) {
        written.add(address);
        return addressOf(address);
    }

    /**
     * Tells if a part was written on the device since {@link #forgetWritten}.
     *
     * @param address where the part starts on the host
     * @return whether {@link #written} was called for it
     */
    public synchronized boolean isWritten(long address) {
        return written.contains(address);
    }

    /** Forgets what was written. */
    public synchronized void forgetWritten() {
        written.clear();
    }

    /**
     * Copies a part from the host.
     *
     * @param address where the part starts on the host
     * @param length its length in bytes
     */
    public void upload(long address, long length) {
        device.upload(address, addressOf(address), length);
    }

    /** Copies everything to the host. */
    public synchronized void download() {
        device.download(memory.address(), host, bytes);
        samples.replaceAll((address, sample) -> Sample.of(address, sample.length));
    }

    /**
     * Compares the original with the mirror, number by number, after all work that is queued; the host's part is done
     * while the device works.
     *
     * @return whether they hold the same
     */
    public synchronized boolean isTrue() {
        DeviceMemory known = parts;
        if (known == null) {
            known = new DeviceMemory(device, Fingerprint.bytes());
            parts = known;
        }
        int length = Launches.length(bytes / Float.BYTES);
        Fingerprint.queue(device, memory.address(), length, known.address());
        ofHost = Fingerprint.ofHost(host, length);
        return ofHost == Fingerprint.of(device, known.address());
    }

    /**
     * Compares the original with what it was when {@link #isTrue} or {@link #downloadPart} was called last, whatever the
     * mirror holds by now.
     *
     * @return whether nobody has changed it
     */
    public synchronized boolean isUnchanged() {
        return ofHost == Fingerprint.ofHost(host, Launches.length(bytes / Float.BYTES));
    }

    /**
     * Copies a part to the host.
     *
     * @param address where the part starts on the host
     * @param length its length in bytes
     */
    public synchronized void downloadPart(long address, long length) {
        int first = (int) ((address - host) / Float.BYTES);
        int count = (int) (length / Float.BYTES);
        ofHost -= Fingerprint.ofHost(host, first, count);
        device.download(addressOf(address), address, length);
        ofHost += Fingerprint.ofHost(host, first, count);
        samples.computeIfPresent(address, (known, sample) -> Sample.of(known, sample.length));
    }

    /**
     * The sum over an array's bits by which {@link #isTrue} compares, of an array on the host.
     *
     * @param host its address
     * @param length how many numbers of 32 bits
     * @return the sum
     */
    public static long fingerprint(long host, int length) {
        return Fingerprint.ofHost(host, length);
    }

    @Override
    public void close() {
        if (isPinned) {
            device.unpin(host);
        }
        memory.close();
        DeviceMemory known = parts;
        if (known != null) {
            known.close();
        }
    }
}
