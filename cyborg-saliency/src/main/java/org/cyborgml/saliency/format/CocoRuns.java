package org.cyborgml.saliency.format;

import com.google.common.primitives.ImmutableIntArray;
import org.cyborgml.saliency.image.BinaryMask;
import org.cyborgml.saliency.image.ImageSize;

/**
 * COCO's run lengths, column after column: unmarked pixels, marked pixels, unmarked pixels and so on; as numbers, or as text
 * in which each character holds five bits of a number and a sign that more follow (maskApi.c of the COCO API).
 */
final class CocoRuns {

    private static final int FIRST_CHARACTER = '0';
    private static final int VALUE = 0x1f;
    private static final int MORE = 0x20;
    private static final int NEGATIVE = 0x10;
    private static final int BITS = 5;
    private static final int LONGEST_NUMBER = 7;

    private CocoRuns() {}

    /** The runs in a text; from the third on, the text holds the difference from the last but one. */
    static int[] decode(String text) {
        ImmutableIntArray.Builder runs = ImmutableIntArray.builder();
        long last = 0;
        long lastButOne = 0;
        int count = 0;
        for (int at = 0; at < text.length(); count++) {
            long value = 0;
            int digit = 0;
            int c;
            do {
                c = at < text.length() ? text.charAt(at++) - FIRST_CHARACTER : -1;
                if (c < 0 || c > (VALUE | MORE) || digit == LONGEST_NUMBER) {
                    throw new IllegalArgumentException("\"counts\" breaks off or has a strange character at " + at
                            + ": must be COCO's compressed runs");
                }
                value |= (long) (c & VALUE) << (BITS * digit++);
            } while ((c & MORE) != 0);
            if ((c & NEGATIVE) != 0) {
                value |= -1L << (BITS * digit);
            }
            long run = count > 2 ? value + lastButOne : value;
            if (run < 0 || run > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("\"counts\" has the run " + run + ": must be at least 0");
            }
            runs.add((int) run);
            lastButOne = last;
            last = run;
        }
        return runs.build().toArray();
    }

    /** The mask of runs that go down the columns. */
    static BinaryMask mask(int[] runs, ImageSize size) {
        PlacedMask.requireReadable(size);
        // The runs of the image that lies on its side, which also checks them.
        boolean[] columns = BinaryMask.ofRuns(
                        new ImageSize(/* width= */ size.height(), /* height= */ size.width()), runs)
                .toArray();
        boolean[] marked = new boolean[columns.length];
        for (int x = 0, i = 0; x < size.width(); x++) {
            for (int y = 0; y < size.height(); y++, i++) {
                marked[y * size.width() + x] = columns[i];
            }
        }
        return BinaryMask.of(size.width(), size.height(), marked);
    }
}
