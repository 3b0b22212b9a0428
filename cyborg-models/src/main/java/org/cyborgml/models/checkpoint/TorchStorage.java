package org.cyborgml.models.checkpoint;

/**
 * A flat run of elements that tensors look into, as a pickle refers to it.
 *
 * @param key its name in the file
 * @param type the type of its elements
 * @param fileElements number of elements that the file holds under that name
 * @param first the first of those that belong to this storage
 * @param elements number of elements that belong to it
 */
record TorchStorage(String key, TensorType type, long fileElements, long first, long elements) {

    @Override
    public String toString() {
        return "a storage";
    }
}
