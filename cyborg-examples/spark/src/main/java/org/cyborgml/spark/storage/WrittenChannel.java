package org.cyborgml.spark.storage;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.SeekableByteChannel;

/** A file that is being written, from its beginning to its end. Not for several threads. */
final class WrittenChannel implements SeekableByteChannel {

    private static final int MOST_AT_ONCE = 1 << 16;

    private final OutputStream out;
    private long written;
    private boolean isClosed;

    WrittenChannel(OutputStream out) {
        this.out = out;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        if (isClosed) {
            throw new ClosedChannelException();
        }
        int length = from.remaining();
        byte[] bytes = new byte[Math.min(length, MOST_AT_ONCE)];
        while (from.hasRemaining()) {
            int part = Math.min(bytes.length, from.remaining());
            from.get(bytes, 0, part);
            out.write(bytes, 0, part);
        }
        written += length;
        return length;
    }

    @Override
    public int read(ByteBuffer to) {
        throw new NonReadableChannelException();
    }

    @Override
    public long position() {
        return written;
    }

    @Override
    public SeekableByteChannel position(long position) {
        throw new UnsupportedOperationException("a file of a cluster's storage is written in order");
    }

    @Override
    public long size() {
        return written;
    }

    @Override
    public SeekableByteChannel truncate(long size) {
        throw new UnsupportedOperationException("a file of a cluster's storage is not cut");
    }

    @Override
    public boolean isOpen() {
        return !isClosed;
    }

    @Override
    public void close() throws IOException {
        if (!isClosed) {
            isClosed = true;
            out.close();
        }
    }
}
