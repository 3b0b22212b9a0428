package org.cyborgml.models.checkpoint;

/** Sizes of shapes that come from files and so may be anything. */
final class TensorShape {

    /** Most dimensions that an array of ND4J can have. */
    static final int MOST_DIMENSIONS = 32;

    private TensorShape() {}

    /** The number of elements, or -1 if a dimension is negative or the product of the others overflows. */
    static long elements(long[] shape) {
        long product = 1;
        boolean empty = false;
        for (long size : shape) {
            if (size < 0) {
                return -1;
            }
            if (size == 0) {
                empty = true;
            } else if (product > Long.MAX_VALUE / size) {
                return -1;
            } else {
                product *= size;
            }
        }
        return empty ? 0 : product;
    }

    /** The index after the last element that a strided view reaches, or -1 if that overflows; 0 for an empty view. */
    static long extent(long[] shape, long[] strides) {
        long last = 0;
        for (int i = 0; i < shape.length; i++) {
            if (shape[i] == 0) {
                return 0;
            }
            long steps = shape[i] - 1;
            if (steps > 0 && strides[i] > (Long.MAX_VALUE - 1 - last) / steps) {
                return -1;
            }
            last += steps * strides[i];
        }
        return last + 1;
    }

    /** The strides of elements that lie one after the other, the last dimension fastest. */
    static long[] rowMajorStrides(long[] shape) {
        long[] strides = new long[shape.length];
        long step = 1;
        for (int i = shape.length - 1; i >= 0; i--) {
            strides[i] = step;
            step *= Math.max(1, shape[i]);
        }
        return strides;
    }

    static boolean isRowMajor(long[] shape, long[] strides) {
        long[] rowMajor = rowMajorStrides(shape);
        for (int i = 0; i < shape.length; i++) {
            if (shape[i] > 1 && strides[i] != rowMajor[i]) {
                return false;
            }
        }
        return true;
    }
}
