package org.cyborgml.models.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One tensor of a checkpoint: its number format, its shape, and its elements, which stay in the (mapped) file until they
 * are asked for. Elements come in row-major order, the last dimension fastest, however the file holds them.
 *
 * <p>Immutable and safe for many threads. A mapped file must not be shortened while a tensor of it is in use: the
 * virtual machine answers a read beyond the new end with an {@link InternalError}.
 */
public final class CheckpointTensor {

    /** Small enough to stay in the cache between gathering and converting. */
    private static final int CHUNK_ELEMENTS = 1 << 15;

    /** The longest array that every virtual machine can allocate. */
    private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

    private final TensorType type;
    private final long[] shape;
    private final long elements;
    private final FileBytes file;
    private final long start;
    private final long[] strides;
    private final ByteOrder order;
    private final boolean asStored;

    /**
     * Describes elements of a file; whoever calls has checked that they lie in it.
     *
     * @param start the first element's position in the file
     * @param strides distances in elements
     */
    CheckpointTensor(TensorType type, long[] shape, FileBytes file, long start, long[] strides, ByteOrder order) {
        this.type = type;
        this.shape = shape.clone();
        this.elements = TensorShape.elements(shape);
        this.file = file;
        this.start = start;
        this.strides = strides.clone();
        this.order = order;
        this.asStored =
                TensorShape.isRowMajor(shape, strides) && (order.equals(ByteOrder.LITTLE_ENDIAN) || type.bytes() == 1);
    }

    private CheckpointTensor(TensorType type, long[] shape, byte[] content) {
        this(
                type,
                shape,
                FileBytes.of("memory", content),
                0,
                TensorShape.rowMajorStrides(shape),
                ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * A tensor of type {@link TensorType#F32}.
     *
     * @param values the elements, row-major; copied
     * @param shape the sizes of the dimensions; none for a scalar
     * @return the tensor
     * @throws IllegalArgumentException if the shape's product is not the number of values, or they exceed 2 GiB
     */
    public static CheckpointTensor of(float[] values, long... shape) {
        byte[] content = content(TensorType.F32, values.length, shape);
        ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
        return new CheckpointTensor(TensorType.F32, shape, content);
    }

    /**
     * A tensor of type {@link TensorType#F64}.
     *
     * @param values the elements, row-major; copied
     * @param shape the sizes of the dimensions; none for a scalar
     * @return the tensor
     * @throws IllegalArgumentException if the shape's product is not the number of values, or they exceed 2 GiB
     */
    public static CheckpointTensor of(double[] values, long... shape) {
        byte[] content = content(TensorType.F64, values.length, shape);
        ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().put(values);
        return new CheckpointTensor(TensorType.F64, shape, content);
    }

    /**
     * A tensor of type {@link TensorType#I64}.
     *
     * @param values the elements, row-major; copied
     * @param shape the sizes of the dimensions; none for a scalar
     * @return the tensor
     * @throws IllegalArgumentException if the shape's product is not the number of values, or they exceed 2 GiB
     */
    public static CheckpointTensor of(long[] values, long... shape) {
        byte[] content = content(TensorType.I64, values.length, shape);
        ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().put(values);
        return new CheckpointTensor(TensorType.I64, shape, content);
    }

    /**
     * A tensor of an array's values: {@link TensorType#F32} of FLOAT, {@link TensorType#F64} of DOUBLE.
     *
     * @param array the values, in any order and stride; copied
     * @return the tensor
     * @throws IllegalArgumentException if the array is of another type, or its elements exceed 2 GiB
     */
    public static CheckpointTensor of(INDArray array) {
        return ArrayCopies.tensor(array);
    }

    private static byte[] content(TensorType type, int count, long[] shape) {
        if (TensorShape.elements(shape) != count || shape.length > TensorShape.MOST_DIMENSIONS) {
            throw new IllegalArgumentException("shape is " + Arrays.toString(shape) + ": must be of " + count
                    + " elements and at most " + TensorShape.MOST_DIMENSIONS + " dimensions");
        }
        return new byte[arrayLength((long) count * type.bytes())];
    }

    /** Refuses what an array cannot hold. */
    static int arrayLength(long length) {
        if (length > LONGEST_ARRAY) {
            throw new IllegalArgumentException(
                    "tensor needs an array of " + length + ": must be at most " + LONGEST_ARRAY);
        }
        return (int) length;
    }

    /**
     * The number format in the file.
     *
     * @return the type
     */
    public TensorType type() {
        return type;
    }

    /**
     * The sizes of the dimensions.
     *
     * @return a copy; empty for a scalar
     */
    public long[] shape() {
        return shape.clone();
    }

    /**
     * The number of elements.
     *
     * @return the product of the shape, 1 for a scalar
     */
    public long elements() {
        return elements;
    }

    /** The size of all elements; the readers have made sure that it fits. */
    long byteCount() {
        return elements * type.bytes();
    }

    /**
     * Copies the elements, rounded to single precision where they are wider.
     *
     * @return a new array, row-major
     * @throws IllegalArgumentException if there are more elements than an array can hold
     */
    public float[] floats() {
        float[] values = new float[arrayLength(elements)];
        copyTo(FloatBuffer.wrap(values));
        return values;
    }

    /**
     * Copies the elements; 64 bit integers beyond 2^53 are rounded.
     *
     * @return a new array, row-major
     * @throws IllegalArgumentException if there are more elements than an array can hold
     */
    public double[] doubles() {
        double[] values = new double[arrayLength(elements)];
        copyTo(DoubleBuffer.wrap(values));
        return values;
    }

    /** Puts all elements into a buffer that has room for them. */
    void copyTo(FloatBuffer target) {
        for (long at = 0; at < elements; at += CHUNK_ELEMENTS) {
            int count = (int) Math.min(CHUNK_ELEMENTS, elements - at);
            type.floats(chunk(at, count), target, count);
        }
    }

    /** Puts all elements into a buffer that has room for them. */
    void copyTo(DoubleBuffer target) {
        for (long at = 0; at < elements; at += CHUNK_ELEMENTS) {
            int count = (int) Math.min(CHUNK_ELEMENTS, elements - at);
            type.doubles(chunk(at, count), target, count);
        }
    }

    /**
     * The elements' bytes in the tensor's own type.
     *
     * @return a new read-only buffer, little-endian, row-major; a view of the file where that holds them so
     * @throws IllegalArgumentException if there are more bytes than a buffer can hold
     */
    public ByteBuffer bytes() {
        int length = arrayLength(byteCount());
        if (length <= file.longestSlice()) {
            return chunk(0, (int) elements).asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
        }
        ByteBuffer copy = ByteBuffer.allocate(length);
        for (long at = 0; at < elements; at += CHUNK_ELEMENTS) {
            copy.put(chunk(at, (int) Math.min(CHUNK_ELEMENTS, elements - at)));
        }
        return copy.flip().asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Copies the elements into an ND4J array of the tensor's shape; needs a backend.
     *
     * @param target FLOAT or DOUBLE
     * @return a new array in row-major order, outside of any workspace
     * @throws IllegalArgumentException if the target is another type, or there are more elements than an array can hold
     */
    public INDArray toArray(DataType target) {
        if (target != DataType.FLOAT && target != DataType.DOUBLE) {
            throw new IllegalArgumentException("array type is " + target + ": must be FLOAT or DOUBLE");
        }
        return ArrayCopies.of(this, target);
    }

    /**
     * Some elements in row-major order, as little-endian bytes: a view of the file if it holds them so, else gathered.
     *
     * @param first the first element's index
     * @param count their number; together not longer than the file's longest slice
     */
    ByteBuffer chunk(long first, int count) {
        if (asStored) {
            return file.slice(start + first * type.bytes(), count * type.bytes());
        }
        return new StridedGather(file, start, shape, strides, order, type.bytes()).gather(first, count);
    }

    @Override
    public String toString() {
        return type + Arrays.toString(shape);
    }
}
