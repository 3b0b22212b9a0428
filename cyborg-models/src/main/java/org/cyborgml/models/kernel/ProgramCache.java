package org.cyborgml.models.kernel;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Programs of one layer by the case for which they were made, such as the input's shape. Keeps those used last and closes
 * the others.
 *
 * @param <K> a case, with equals and hashCode
 * @param <P> a program, or several
 */
final class ProgramCache<K, P extends ProgramCache.Closeable> {

    /** Whole batches and the rest of an epoch, in training and in evaluation, and room for as many again. */
    static final int CAPACITY = 8;

    /** Frees native memory. */
    interface Closeable extends AutoCloseable {

        @Override
        void close();
    }

    private final Map<K, P> programs = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<K, P> eldest) {
            if (size() <= CAPACITY) {
                return false;
            }
            eldest.getValue().close();
            return true;
        }
    };

    P get(K key, Supplier<P> maker) {
        P known = programs.get(key);
        if (known == null) {
            known = maker.get();
            programs.put(key, known);
        }
        return known;
    }

    /** Closes all. */
    void clear() {
        programs.values().forEach(Closeable::close);
        programs.clear();
    }
}
