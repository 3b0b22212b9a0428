package org.cyborgml.saliency.image;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Inflates the rows of a PNG file one after the other and undoes their filters (ISO/IEC 15948, clauses 9 and 10). */
final class PngRows implements AutoCloseable {

    private final Inflater inflater = new Inflater();
    private final Iterator<ByteBuffer> data;
    private final int pixelBytes;
    private final String name;
    private byte[] row = {};
    private byte[] above = {};

    PngRows(PngLayout layout, String name) {
        this.data = layout.data().iterator();
        this.pixelBytes = Math.max(1, layout.bitsPerPixel() / 8);
        this.name = name;
    }

    /** Begins an image or a pass of an interlaced one. */
    void startPass(int rowBytes) {
        row = new byte[rowBytes];
        above = new byte[rowBytes];
    }

    /** The next row's bytes; the caller only reads them, and only until the next call. */
    byte[] next() throws ImageFileException {
        byte[] old = above;
        above = row;
        row = old;
        byte[] filter = new byte[1];
        inflate(filter);
        inflate(row);
        unfilter(filter[0]);
        return row;
    }

    private void inflate(byte[] into) throws ImageFileException {
        int missing = inflateUpTo(into);
        if (missing > 0) {
            throw new ImageFileException(name, "PNG pixel data end before the last row: damaged or cut");
        }
    }

    /** Fills the array as far as there are data, and returns the number of bytes that are missing. */
    private int inflateUpTo(byte[] into) throws ImageFileException {
        int at = 0;
        try {
            while (at < into.length && !inflater.finished()) {
                int count = inflater.inflate(into, at, into.length - at);
                if (count == 0 && !inflater.finished()) {
                    if (inflater.needsDictionary() || !data.hasNext()) {
                        break;
                    }
                    inflater.setInput(data.next());
                }
                at += count;
            }
        } catch (DataFormatException e) {
            ImageFileException failure =
                    new ImageFileException(name, "PNG pixel data cannot be inflated: " + e.getMessage());
            failure.initCause(e);
            throw failure;
        }
        return into.length - at;
    }

    private void unfilter(int filter) throws ImageFileException {
        switch (filter) {
            case 0 -> {
                // As it is.
            }
            case 1 -> {
                for (int i = pixelBytes; i < row.length; i++) {
                    row[i] += row[i - pixelBytes];
                }
            }
            case 2 -> {
                for (int i = 0; i < row.length; i++) {
                    row[i] += above[i];
                }
            }
            case 3 -> {
                for (int i = 0; i < row.length; i++) {
                    int left = i < pixelBytes ? 0 : row[i - pixelBytes] & 0xff;
                    row[i] += (byte) ((left + (above[i] & 0xff)) / 2);
                }
            }
            case 4 -> {
                for (int i = 0; i < row.length; i++) {
                    int left = i < pixelBytes ? 0 : row[i - pixelBytes] & 0xff;
                    int corner = i < pixelBytes ? 0 : above[i - pixelBytes] & 0xff;
                    row[i] += (byte) paeth(left, above[i] & 0xff, corner);
                }
            }
            default -> throw new ImageFileException(name, "PNG row filter " + filter + " does not exist: damaged");
        }
    }

    private static int paeth(int left, int above, int corner) {
        int estimate = left + above - corner;
        int toLeft = Math.abs(estimate - left);
        int toAbove = Math.abs(estimate - above);
        int toCorner = Math.abs(estimate - corner);
        if (toLeft <= toAbove && toLeft <= toCorner) {
            return left;
        }
        return toAbove <= toCorner ? above : corner;
    }

    /** Checks that the data end with the last row and that their checksum holds. */
    void requireEnd() throws ImageFileException {
        if (inflateUpTo(new byte[1]) == 0) {
            throw new ImageFileException(name, "PNG has more pixel data than its header says: damaged");
        }
        if (!inflater.finished()) {
            throw new ImageFileException(name, "PNG pixel data end without their checksum: damaged or cut");
        }
    }

    @Override
    public void close() {
        inflater.end();
    }
}
