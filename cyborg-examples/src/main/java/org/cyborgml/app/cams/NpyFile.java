package org.cyborgml.app.cams;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.cyborgml.saliency.file.FileWriteException;
import org.cyborgml.saliency.file.WholeFile;

/**
 * Maps as numpy keeps arrays ({@code numpy.load}; format version 1.0): {@code float32[N, height, width]}, little-endian,
 * row by row. How many there are is written last; until then the file has {@code .part} behind its name.
 */
final class NpyFile implements AutoCloseable {

    private static final int HEADER_BYTES = 128;
    private static final int MAGIC_BYTES = 10;

    private final Path file;
    private final Path part;
    private final int height;
    private final int width;
    private final FileChannel channel;
    private long count;

    NpyFile(Path file, int height, int width) throws IOException {
        this.file = file;
        this.part = file.resolveSibling(file.getFileName() + ".part");
        this.height = height;
        this.width = width;
        try {
            this.channel = FileChannel.open(
                    part, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
            channel.position(HEADER_BYTES);
        } catch (IOException e) {
            throw FileWriteException.of(file, e);
        }
    }

    void add(float[] map) throws IOException {
        if (map.length != height * width) {
            throw new IllegalArgumentException("map of " + map.length + " cells: must have " + height + "x" + width);
        }
        ByteBuffer bytes = ByteBuffer.allocate(map.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(map);
        writeFully(bytes);
        count++;
    }

    /** Writes the header and gives the file its name. */
    void complete() throws IOException {
        String description =
                "{'descr': '<f4', 'fortran_order': False, 'shape': (" + count + ", " + height + ", " + width + "), }";
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        header.put((byte) 0x93).put("NUMPY\1\0".getBytes(StandardCharsets.US_ASCII));
        header.putShort((short) (HEADER_BYTES - MAGIC_BYTES));
        header.put(description.getBytes(StandardCharsets.US_ASCII));
        while (header.remaining() > 1) {
            header.put((byte) ' ');
        }
        header.put((byte) '\n').flip();
        channel.position(0);
        writeFully(header);
        channel.close();
        WholeFile.move(part, file);
    }

    private void writeFully(ByteBuffer bytes) throws IOException {
        try {
            WholeFile.writeFully(channel, bytes);
        } catch (IOException e) {
            throw FileWriteException.of(file, e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(part);
    }
}
