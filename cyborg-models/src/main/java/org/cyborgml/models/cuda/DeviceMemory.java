package org.cyborgml.models.cuda;

import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.AtomicBoolean;

/** A piece of a device's memory, given back when closed or forgotten. */
public final class DeviceMemory implements AutoCloseable {

    private static final Cleaner CLEANER = Cleaner.create();

    private final Device device;
    private final long address;
    private final long bytes;
    private final Cleaner.Cleanable cleanable;

    private record Freeing(Device device, long address, AtomicBoolean isDone) implements Runnable {

        @Override
        public void run() {
            if (isDone.compareAndSet(false, true)) {
                device.free(address);
            }
        }
    }

    /**
     * Takes memory.
     *
     * @param device whose
     * @param bytes at least 1
     */
    public DeviceMemory(Device device, long bytes) {
        this.device = device;
        this.bytes = bytes;
        this.address = device.allocate(bytes);
        this.cleanable = CLEANER.register(this, new Freeing(device, address, new AtomicBoolean()));
    }

    /**
     * The device.
     *
     * @return whose memory this is
     */
    public Device device() {
        return device;
    }

    /**
     * Where it starts.
     *
     * @return an address on the device
     */
    public long address() {
        return address;
    }

    /**
     * Its length.
     *
     * @return bytes
     */
    public long bytes() {
        return bytes;
    }

    @Override
    public void close() {
        cleanable.clean();
    }
}
