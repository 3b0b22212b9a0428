package org.cyborgml.models.checkpoint;

import java.io.InputStream;

/** Some bytes of a file as a stream. */
final class SliceStream extends InputStream {

    private final FileBytes file;
    private final long end;
    private long at;

    SliceStream(FileBytes file, long start, long size) {
        this.file = file;
        this.at = start;
        this.end = start + size;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] to, int offset, int length) {
        int count = (int) Math.min(Math.min(length, file.longestSlice()), end - at);
        if (count == 0) {
            return length == 0 ? 0 : -1;
        }
        file.slice(at, count).get(to, offset, count);
        at += count;
        return count;
    }
}
