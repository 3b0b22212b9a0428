package org.cyborgml.saliency.format;

import com.google.common.primitives.ImmutableIntArray;
import org.cyborgml.saliency.image.BinaryMask;
import org.cyborgml.saliency.image.ImageSize;

/**
 * Label Studio's brush: the bytes of an RGBA image, packed bit by bit as the package {@code rle-pack} of thi.ng does. 32 bits
 * are the number of values, 5 bits the bits of a value less one, four times 4 bits the lengths of run lengths less one. Then
 * come blocks: a bit, 1 for a value that is repeated, 0 for a list of values; 2 bits that choose a length of run lengths; the run
 * length less one; the value or values. A pixel is marked if its alpha is above 0.
 */
final class BrushRuns {

    private static final int CHANNELS = 4;
    private static final int ALPHA = 3;

    private final byte[] bytes;
    private final ImmutableIntArray.Builder runs = ImmutableIntArray.builder();
    private long bit;
    private boolean isMarked;
    private int run;

    private BrushRuns(byte[] bytes) {
        this.bytes = bytes;
    }

    static BinaryMask mask(byte[] packed, ImageSize size) {
        PlacedMask.requireReadable(size);
        return new BrushRuns(packed).decode(size);
    }

    private BinaryMask decode(ImageSize size) {
        long values = read(32);
        if (values != (long) CHANNELS * size.pixels()) {
            throw new IllegalArgumentException("\"rle\" is of " + values + " values: an image of " + size + " has "
                    + (long) CHANNELS * size.pixels());
        }
        int valueBits = (int) read(5) + 1;
        int[] lengthBits = new int[4];
        for (int i = 0; i < lengthBits.length; i++) {
            lengthBits[i] = (int) read(4) + 1;
        }
        for (long at = 0; at < values; ) {
            boolean isRepeated = read(1) == 1;
            long length = read(lengthBits[(int) read(2)]) + 1;
            if (length > values - at) {
                throw new IllegalArgumentException(
                        "\"rle\" has a run of " + length + " after " + at + " of " + values + " values: is too long");
            }
            if (isRepeated) {
                // The pixels whose alpha lies in the run.
                add((int) (pixels(at + length) - pixels(at)), read(valueBits) > 0);
            } else {
                for (long i = at; i < at + length; i++) {
                    long value = read(valueBits);
                    if (i % CHANNELS == ALPHA) {
                        add(1, value > 0);
                    }
                }
            }
            at += length;
        }
        runs.add(run);
        return BinaryMask.ofRuns(size, runs.build().toArray());
    }

    /** Number of pixels whose alpha comes before a value. */
    private static long pixels(long value) {
        return (value + CHANNELS - 1 - ALPHA) / CHANNELS;
    }

    private void add(int pixels, boolean marked) {
        if (pixels > 0 && marked != isMarked) {
            runs.add(run);
            run = 0;
            isMarked = marked;
        }
        run += pixels;
    }

    private long read(int bits) {
        if (bit + bits > 8L * bytes.length) {
            throw new IllegalArgumentException(
                    "\"rle\" breaks off after " + bytes.length + " bytes: must hold the whole image");
        }
        long value = 0;
        for (int i = 0; i < bits; i++, bit++) {
            value = value << 1 | (bytes[(int) (bit / 8)] >> (7 - bit % 8) & 1);
        }
        return value;
    }
}
