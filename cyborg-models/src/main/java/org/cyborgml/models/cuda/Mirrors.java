package org.cyborgml.models.cuda;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Pieces of the host's memory, such as a network's parameters, that have their like on a device. */
public final class Mirrors {

    private record Mirror(long bytes, DeviceMemory memory) {}

    private final TreeMap<Long, Mirror> byHostAddress = new TreeMap<>();

    /** None. */
    public Mirrors() {}

    /**
     * Adds one. The caller sees to it that the host's memory stays where it is until {@link #remove}.
     *
     * @param host address of the original
     * @param bytes its length
     * @param memory its like
     */
    public synchronized void add(long host, long bytes, DeviceMemory memory) {
        byHostAddress.put(host, new Mirror(bytes, memory));
    }

    /**
     * Removes one, if it is there.
     *
     * @param host address of the original
     * @param memory its like
     */
    public synchronized void remove(long host, DeviceMemory memory) {
        Mirror known = byHostAddress.get(host);
        if (known != null && known.memory == memory) {
            byHostAddress.remove(host);
        }
    }

    /**
     * The device's address of a piece of the host's memory.
     *
     * @param host its address
     * @param bytes its length
     * @return the address, or null if no mirror holds all of it
     */
    public synchronized @Nullable Long find(long host, long bytes) {
        Map.Entry<Long, Mirror> entry = byHostAddress.floorEntry(host);
        if (entry == null || host + bytes > entry.getKey() + entry.getValue().bytes) {
            return null;
        }
        return entry.getValue().memory.address() + host - entry.getKey();
    }
}
