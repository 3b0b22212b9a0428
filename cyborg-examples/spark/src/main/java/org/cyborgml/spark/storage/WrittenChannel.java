package org.cyborgml.spark.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.StreamCapabilities;
import org.jspecify.annotations.Nullable;

/** A file that is being written, from its beginning to its end. Not for several threads. */
final class WrittenChannel extends FileChannel {

    private static final int MOST_AT_ONCE = 1 << 16;

    private final Opening opening;
    private @Nullable FSDataOutputStream out;
    private long size;
    private long written;

    /** Opens the file for writing, and empties it if it is there. */
    @FunctionalInterface
    interface Opening {
        FSDataOutputStream open() throws IOException;
    }

    private WrittenChannel(Opening opening, @Nullable FSDataOutputStream out, long size) {
        this.opening = opening;
        this.out = out;
        this.size = size;
    }

    /** A file that is empty from now on. */
    static WrittenChannel of(Opening opening) throws IOException {
        return new WrittenChannel(opening, opening.open(), 0);
    }

    /**
     * A file that stays as it is until the first byte is written, and is empty then.
     *
     * @param size that it has
     */
    static WrittenChannel over(Opening opening, long size) {
        return new WrittenChannel(opening, null, size);
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        if (!isOpen()) {
            throw new ClosedChannelException();
        }
        FSDataOutputStream to = out;
        if (to == null) {
            to = opening.open();
            out = to;
        }
        int length = from.remaining();
        byte[] bytes = new byte[Math.min(length, MOST_AT_ONCE)];
        while (from.hasRemaining()) {
            int part = Math.min(bytes.length, from.remaining());
            from.get(bytes, 0, part);
            to.write(bytes, 0, part);
        }
        written += length;
        size = written;
        return length;
    }

    @Override
    public long write(ByteBuffer[] from, int offset, int length) throws IOException {
        long bytes = 0;
        for (int i = offset; i < offset + length; i++) {
            bytes += write(from[i]);
        }
        return bytes;
    }

    /** Brings what is written to the disks, where the storage can do that before the file is closed. */
    @Override
    public void force(boolean withAttributes) throws IOException {
        if (out != null && out.hasCapability(StreamCapabilities.HSYNC)) {
            out.hsync();
        }
    }

    @Override
    public long position() {
        return written;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    protected void implCloseChannel() throws IOException {
        if (out != null) {
            out.close();
        }
    }

    private static UnsupportedOperationException inOrder() {
        return new UnsupportedOperationException(
                "a file of a cluster's storage is written from its beginning to its end");
    }

    @Override
    public FileChannel position(long position) {
        throw inOrder();
    }

    @Override
    public int write(ByteBuffer from, long position) {
        throw inOrder();
    }

    @Override
    public long transferFrom(ReadableByteChannel from, long position, long count) {
        throw inOrder();
    }

    @Override
    public FileChannel truncate(long newSize) {
        throw inOrder();
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long length) {
        throw inOrder();
    }

    @Override
    public FileLock lock(long position, long length, boolean isShared) {
        throw new UnsupportedOperationException("a cluster's storage has no locks");
    }

    @Override
    public FileLock tryLock(long position, long length, boolean isShared) {
        throw new UnsupportedOperationException("a cluster's storage has no locks");
    }

    @Override
    public int read(ByteBuffer to) {
        throw new NonReadableChannelException();
    }

    @Override
    public long read(ByteBuffer[] to, int offset, int length) {
        throw new NonReadableChannelException();
    }

    @Override
    public int read(ByteBuffer to, long position) {
        throw new NonReadableChannelException();
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel to) {
        throw new NonReadableChannelException();
    }
}
