package org.cyborgml.saliency.image;

import java.util.Arrays;

/**
 * The range of the coefficients of a JPEG scan. Those of a picture of 8 bits have limits (ITU-T T.81, F.1.2); a scan that a
 * damaged bit threw out of step soon leaves them.
 */
final class JpegValues {

    /** Eight times the mean of a block whose samples are all black. */
    private static final int LARGEST_DC = 1024;

    private static final int LONGEST_AC = 10;

    private final int[] dc;
    private boolean isPossible = true;

    JpegValues(int components) {
        this.dc = new int[components];
    }

    /** Differences count from 0 again. */
    void restart() {
        Arrays.fill(dc, 0);
    }

    /** Adds a DC difference of so many bits, which stand in a code as T.81, F.1.2.1 has them. */
    void addDc(int component, int bits, int code, int step) {
        int difference = bits == 0 || code >> (bits - 1) == 1 ? code : code - (1 << bits) + 1;
        dc[component] += difference;
        isPossible &= Math.abs((long) dc[component] * step) <= LARGEST_DC + step;
    }

    /** Adds an AC coefficient of so many bits. */
    void addAc(int bits) {
        isPossible &= bits <= LONGEST_AC;
    }

    /** False if a coefficient so far cannot come from a picture. */
    boolean isPossible() {
        return isPossible;
    }
}
