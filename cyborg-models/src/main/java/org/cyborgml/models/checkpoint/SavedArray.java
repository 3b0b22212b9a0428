package org.cyborgml.models.checkpoint;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UTFDataFormatException;
import java.nio.ByteBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One row of numbers as {@code Nd4j.write} lays it out, which DL4J keeps a network's parameters in: two buffers, of the
 * shape and of the elements, each with the name of its place in memory, its length and its type, all big-endian. No length
 * is trusted: the caller says what there must be.
 */
final class SavedArray {

    private static final int LONGEST_SHAPE = 12;
    private static final int CHUNK_BYTES = 1 << 16;

    private final FileBytes file;
    private final String record;

    private SavedArray(FileBytes file, String record) {
        this.file = file;
        this.record = record;
    }

    /** Bytes that a row takes at most, beside its elements. */
    static int headerBytes() {
        return 1 << 10;
    }

    /** Reads a row; the stream must end with it. */
    static INDArray read(FileBytes file, String record, InputStream in, DataType type, long elements)
            throws IOException {
        return new SavedArray(file, record).read(new DataInputStream(in), type, elements);
    }

    private INDArray read(DataInputStream in, DataType type, long elements) throws IOException {
        int count = CheckpointTensor.arrayLength(elements);
        try {
            checkShape(in, elements);
            in.readUTF();
            long length = in.readLong();
            String named = in.readUTF();
            if (length != elements || !named.equals(type.name())) {
                throw error("holds " + length + " elements of type " + CheckpointException.quote(named) + ": must hold "
                        + elements + " of " + type);
            }
            INDArray row = type == DataType.FLOAT ? floats(in, count) : doubles(in, count);
            if (in.read() >= 0) {
                throw error("goes on after its " + elements + " elements: must end with them");
            }
            return row;
        } catch (EOFException e) {
            throw new CheckpointException(
                    file.name(), "record " + record + " ends within its array of " + elements + " elements", e);
        } catch (UTFDataFormatException e) {
            throw new CheckpointException(file.name(), "record " + record + " has a name that is not UTF-8", e);
        }
    }

    /** Rank, sizes, strides and more, as ND4J's shapeInfo has them. */
    private void checkShape(DataInputStream in, long elements) throws IOException {
        in.readUTF();
        long length = in.readLong();
        String type = in.readUTF();
        if (!type.equals("LONG") || length < 1 || length > LONGEST_SHAPE) {
            throw error("has a shape of " + length + " numbers of type " + CheckpointException.quote(type)
                    + ": must have at most " + LONGEST_SHAPE + " of LONG");
        }
        long[] shape = new long[(int) length];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = in.readLong();
        }
        boolean isRow = (shape[0] == 1 && shape.length > 1 && shape[1] == elements)
                || (shape[0] == 2 && shape.length > 2 && shape[1] == 1 && shape[2] == elements);
        if (!isRow) {
            throw error("has the shape information " + java.util.Arrays.toString(shape) + ": must be one row of "
                    + elements + " elements, as many as the network has parameters");
        }
    }

    private static INDArray floats(DataInputStream in, int count) throws IOException {
        float[] values = new float[count];
        inChunks(in, count, Float.BYTES, (chunk, at, next) -> chunk.asFloatBuffer()
                .get(values, at, next));
        return Nd4j.createFromArray(values).reshape('c', 1, count);
    }

    private static INDArray doubles(DataInputStream in, int count) throws IOException {
        double[] values = new double[count];
        inChunks(in, count, Double.BYTES, (chunk, at, next) -> chunk.asDoubleBuffer()
                .get(values, at, next));
        return Nd4j.createFromArray(values).reshape('c', 1, count);
    }

    @FunctionalInterface
    private interface Elements {
        void take(ByteBuffer chunk, int at, int next);
    }

    private static void inChunks(DataInputStream in, int count, int bytes, Elements elements) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
        for (int at = 0; at < count; ) {
            int next = Math.min(count - at, CHUNK_BYTES / bytes);
            in.readFully(chunk.array(), 0, next * bytes);
            elements.take(chunk, at, next);
            at += next;
        }
    }

    private CheckpointException error(String reason) {
        return file.error("record " + record + " " + reason);
    }
}
