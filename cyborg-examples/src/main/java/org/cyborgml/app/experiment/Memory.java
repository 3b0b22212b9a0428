package org.cyborgml.app.experiment;

import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Keeps what is made, so that it is made once. Safe for several threads. */
final class Memory<K, V> {

    private final Map<K, V> known = new HashMap<>();

    /** Makes a value. */
    @FunctionalInterface
    interface Maker<V> {
        V make() throws IOException;
    }

    /** The value of a key, made the first time that it is asked for. */
    synchronized V get(K key, Maker<V> maker) throws IOException {
        V value = known.get(key);
        if (value == null) {
            value = maker.make();
            known.put(key, value);
        }
        return value;
    }

    synchronized Collection<V> values() {
        return List.copyOf(known.values());
    }
}
