package org.cyborgml.models.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/**
 * The bytes of one file of any size, mapped into memory or held in an array, read in slices.
 *
 * <p>A buffer holds less than 2 GiB, so a file is mapped in segments that start every {@code stride} bytes and are twice
 * as long: whatever is not longer than a stride lies whole in one of them.
 */
final class FileBytes {

    /** Half of what a buffer can hold. */
    private static final int STRIDE = 1 << 30;

    private final String name;
    private final long size;
    private final int stride;
    private final ByteBuffer[] segments;

    private FileBytes(String name, long size, int stride, ByteBuffer[] segments) {
        this.name = name;
        this.size = size;
        this.stride = stride;
        this.segments = segments;
    }

    /** Shares the array, which must not change any more. */
    static FileBytes of(String name, byte[] content) {
        ByteBuffer whole = ByteBuffer.wrap(content).asReadOnlyBuffer();
        ByteBuffer[] segments = new ByteBuffer[segmentCount(content.length, STRIDE)];
        for (int i = 0; i < segments.length; i++) {
            segments[i] = whole.slice(i * STRIDE, segmentLength(content.length, STRIDE, i));
        }
        return new FileBytes(name, content.length, STRIDE, segments);
    }

    static FileBytes map(Path file) throws CheckpointException {
        return map(file, STRIDE);
    }

    static FileBytes map(Path file, int stride) throws CheckpointException {
        String name = file.toString();
        // Opening a pipe would wait for its writer.
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new CheckpointException(name, "is not a regular file");
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            ByteBuffer[] segments = new ByteBuffer[segmentCount(size, stride)];
            for (int i = 0; i < segments.length; i++) {
                segments[i] = channel.map(MapMode.READ_ONLY, (long) i * stride, segmentLength(size, stride, i));
            }
            return new FileBytes(name, size, stride, segments);
        } catch (NoSuchFileException e) {
            throw new CheckpointException(name, "does not exist", e);
        } catch (IOException e) {
            throw new CheckpointException(name, "cannot be read: " + e.getMessage(), e);
        }
    }

    private static int segmentCount(long size, int stride) {
        return Math.toIntExact((size + stride - 1) / stride);
    }

    private static int segmentLength(long size, int stride, int segment) {
        return (int) Math.min(size - (long) segment * stride, Math.min(2L * stride, Integer.MAX_VALUE));
    }

    String name() {
        return name;
    }

    long size() {
        return size;
    }

    /** The most that one slice may hold. */
    int longestSlice() {
        return stride;
    }

    /** A read-only, little-endian view of some bytes; the range must lie in the file and not exceed the longest slice. */
    ByteBuffer slice(long start, int length) {
        Objects.checkFromIndexSize(start, length, size);
        if (length == 0) {
            return ByteBuffer.allocate(0).order(ByteOrder.LITTLE_ENDIAN);
        }
        int segment = (int) (start / stride);
        return segments[segment]
                .slice((int) (start - (long) segment * stride), length)
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    CheckpointException error(String reason) {
        return new CheckpointException(name, reason);
    }
}
