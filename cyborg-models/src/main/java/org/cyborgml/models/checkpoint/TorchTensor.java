package org.cyborgml.models.checkpoint;

import java.nio.ByteOrder;
import java.util.Arrays;

/** A strided view of a storage, as a pickle describes it; all of it lies in the storage. */
final class TorchTensor {

    private final TorchStorage storage;
    private final long offset;
    private final long[] shape;
    private final long[] strides;

    private TorchTensor(TorchStorage storage, long offset, long[] shape, long[] strides) {
        this.storage = storage;
        this.offset = offset;
        this.shape = shape;
        this.strides = strides;
    }

    static TorchTensor of(ByteCursor place, TorchStorage storage, long offset, long[] shape, long[] strides)
            throws CheckpointException {
        if (shape.length > TensorShape.MOST_DIMENSIONS || strides.length != shape.length) {
            throw place.error("a tensor has " + shape.length + " dimensions and " + strides.length
                    + " strides: must have as many of both, at most " + TensorShape.MOST_DIMENSIONS);
        }
        long elements = TensorShape.elements(shape);
        if (elements < 0 || elements > Long.MAX_VALUE / storage.type().bytes()) {
            throw place.error("a tensor has the shape " + Arrays.toString(shape)
                    + ": must not be negative, and its size must fit 63 bits");
        }
        if (offset < 0 || Arrays.stream(strides).anyMatch(stride -> stride < 0)) {
            throw place.error("a tensor has the offset " + offset + " and the strides " + Arrays.toString(strides)
                    + ": must not be negative");
        }
        long extent = TensorShape.extent(shape, strides);
        if (extent < 0 || (extent > 0 && extent > storage.elements() - offset)) {
            throw place.error("a tensor of shape " + Arrays.toString(shape) + ", strides " + Arrays.toString(strides)
                    + " and offset " + offset + " leaves its storage of " + storage.elements() + " elements");
        }
        return new TorchTensor(storage, offset, shape, strides);
    }

    TorchStorage storage() {
        return storage;
    }

    long byteCount() {
        return TensorShape.elements(shape) * storage.type().bytes();
    }

    /** The tensor in the file, given where its storage's elements begin there. */
    CheckpointTensor in(FileBytes file, long storageStart, ByteOrder order) {
        // An empty tensor's offset may be anything.
        long first = byteCount() == 0 ? 0 : storage.first() + offset;
        return new CheckpointTensor(
                storage.type(),
                shape,
                file,
                storageStart + first * storage.type().bytes(),
                strides,
                order);
    }

    @Override
    public String toString() {
        return "a tensor";
    }
}
