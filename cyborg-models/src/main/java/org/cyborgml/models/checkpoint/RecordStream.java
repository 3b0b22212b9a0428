package org.cyborgml.models.checkpoint;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;

/** Holds a record's bytes to their number and checksum. All that goes wrong is a {@link CheckpointException}. */
final class RecordStream extends FilterInputStream {

    private final FileBytes file;
    private final String name;
    private final long checksum;
    private final CRC32 found = new CRC32();
    private final long size;
    private long left;

    RecordStream(InputStream in, FileBytes file, String name, long size, long checksum) {
        super(in);
        this.file = file;
        this.name = CheckpointException.quote(name);
        this.size = size;
        this.left = size;
        this.checksum = checksum;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        int count;
        try {
            count = super.read(to, offset, length);
        } catch (CheckpointException e) {
            throw e;
        } catch (IOException e) {
            throw new CheckpointException(file.name(), "record " + name + " is damaged: " + e.getMessage(), e);
        }
        if (count > left || (count < 0 && left > 0)) {
            throw file.error("record " + name + " has " + (count < 0 ? size - left : "more than " + size)
                    + " bytes: must have " + size + " as the directory says");
        }
        if (count > 0) {
            left -= count;
            found.update(to, offset, count);
        }
        if (count < 0 && found.getValue() != checksum) {
            throw file.error("record " + name + " has the CRC-32 " + Long.toHexString(found.getValue()) + ": must have "
                    + Long.toHexString(checksum) + ", so the file is damaged");
        }
        return count;
    }

    @Override
    public long skip(long count) {
        throw new UnsupportedOperationException("a record is read whole");
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
