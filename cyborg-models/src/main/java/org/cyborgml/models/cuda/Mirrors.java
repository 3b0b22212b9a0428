package org.cyborgml.models.cuda;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The mirrors of a device, found by the host's addresses. */
public final class Mirrors {

    private final TreeMap<Long, Mirror> byHostAddress = new TreeMap<>();

    /** None. */
    public Mirrors() {}

    /**
     * Adds one.
     *
     * @param mirror a mirror of memory that has none yet
     */
    public synchronized void add(Mirror mirror) {
        if (byHostAddress.putIfAbsent(mirror.host(), mirror) != null) {
            throw new IllegalStateException("this memory has a mirror already");
        }
    }

    /**
     * Removes one.
     *
     * @param mirror a mirror
     */
    public synchronized void remove(Mirror mirror) {
        byHostAddress.remove(mirror.host(), mirror);
    }

    /**
     * The mirror of a piece of the host's memory.
     *
     * @param host its address
     * @param bytes its length
     * @return the mirror, or null if none holds all of it
     */
    public synchronized @Nullable Mirror find(long host, long bytes) {
        Map.Entry<Long, Mirror> entry = byHostAddress.floorEntry(host);
        return entry != null && entry.getValue().holds(host, bytes) ? entry.getValue() : null;
    }
}
