package org.cyborgml.models.checkpoint;

import java.util.List;

/**
 * A tuple of Python.
 *
 * @param items its items, unmodifiable
 */
record PickleTuple(List<Object> items) {

    Object get(int index) {
        return items.get(index);
    }

    int size() {
        return items.size();
    }
}
