package org.cyborgml.app.decoy;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads gzipped IDX files of unsigned bytes, the format of MNIST and its kin: a magic number (two zero bytes, type 8, number
 * of dimensions), every dimension as a big-endian 32-bit number, then the values. A file with one byte too few or too many
 * is refused.
 */
final class IdxFile {

    private static final int UNSIGNED_BYTES = 0x08;
    private static final int MOST_VALUES = 1 << 29;

    private final int[] shape;
    private final byte[] values;

    private IdxFile(int[] shape, byte[] values) {
        this.shape = shape;
        this.values = values;
    }

    /**
     * Reads a file to its end; the caller closes the stream.
     *
     * @param name what to call it in an error
     * @param gzipped its bytes
     * @param dimensions how many it must have
     * @throws IOException if it cannot be read or is not such a file; the message names it
     */
    static IdxFile read(String name, InputStream gzipped, int dimensions) throws IOException {
        try {
            return parse(name, new GZIPInputStream(gzipped), dimensions);
        } catch (EOFException e) {
            throw new IOException(name + ": ends too early", e);
        } catch (ZipException e) {
            throw new IOException(name + ": is not a sound gzip file: " + e.getMessage(), e);
        }
    }

    private static IdxFile parse(String name, InputStream in, int dimensions) throws IOException {
        int magic = ByteBuffer.wrap(exactly(in, 4)).getInt();
        int expected = UNSIGNED_BYTES << 8 | dimensions;
        if (magic != expected) {
            throw new IOException(String.format(
                    "%s: magic number 0x%08x, must be 0x%08x (unsigned bytes, dimensions: %d)",
                    name, magic, expected, dimensions));
        }
        ByteBuffer header = ByteBuffer.wrap(exactly(in, 4 * dimensions));
        int[] shape = new int[dimensions];
        long size = 1;
        for (int i = 0; i < dimensions; i++) {
            shape[i] = header.getInt();
            if (shape[i] < 1 || (size *= shape[i]) > MOST_VALUES) {
                throw new IOException(name + ": dimension " + i + " is " + Integer.toUnsignedString(shape[i])
                        + ", must be at least 1, and all values together at most " + MOST_VALUES);
            }
        }
        byte[] values = exactly(in, (int) size);
        if (in.read() >= 0) {
            throw new IOException(name + ": has more than the " + size + " values that its header "
                    + Arrays.toString(shape) + " gives");
        }
        return new IdxFile(shape, values);
    }

    private static byte[] exactly(InputStream in, int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException();
        }
        return bytes;
    }

    int size(int dimension) {
        return shape[dimension];
    }

    /** All values; callers only read them. */
    byte[] values() {
        return values;
    }
}
