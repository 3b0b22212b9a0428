package org.cyborgml.models.layer;

import java.util.Arrays;

/**
 * Softmax cross-entropy of one row of pixels. Loops are short, without branches, over arrays in order, so that the JVM makes
 * vector instructions of them.
 */
final class SoftmaxRow {

    /** Adding it leaves a number's whole part in the last bits. */
    private static final double WHOLE = 0x1.8p52;

    private static final double LOG2_E = 1.4426950408889634;
    private static final double LN_2 = 0.6931471805599453;

    /** Its exponential is next to nothing, and still a normal number. */
    private static final double LOWEST = -708;

    private static final int MANTISSA = 52;

    private final int classes;
    private final int width;

    /** Logits, then their exponentials: [C, W]. */
    private final double[] values;

    private final double[] highest;
    private final double[] sums;
    private final double[] powers;

    SoftmaxRow(int classes, int width) {
        this.classes = classes;
        this.width = width;
        this.values = new double[classes * width];
        this.highest = new double[width];
        this.sums = new double[width];
        this.powers = new double[width];
    }

    /** Sets the logits to a share of those below, and the rest of those above. */
    void mix(double[] above, double[] below, double share) {
        double rest = 1 - share;
        for (int i = 0; i < values.length; i++) {
            values[i] = rest * above[i] + share * below[i];
        }
    }

    /** Computes the losses of the row's pixels, whose labels and losses begin at an index. */
    void losses(int[] labels, int at, int ignored, double[] losses) {
        Arrays.fill(highest, Double.NEGATIVE_INFINITY);
        for (int c = 0; c < classes; c++) {
            raise(c * width);
        }
        for (int x = 0; x < width; x++) {
            int label = labels[at + x];
            losses[at + x] = label == ignored ? 0 : highest[x] - values[label * width + x];
        }
        Arrays.fill(sums, 0);
        for (int c = 0; c < classes; c++) {
            split(c * width);
            exponentiate(c * width);
            scale(c * width);
        }
        for (int x = 0; x < width; x++) {
            losses[at + x] += labels[at + x] == ignored ? 0 : Math.log(sums[x]);
        }
    }

    private void raise(int from) {
        for (int x = 0; x < width; x++) {
            highest[x] = Math.max(highest[x], values[from + x]);
        }
    }

    /** Splits the exponential of a difference d from the highest into 2^n and e^r, for a whole n and r from -ln 2 / 2 to ln 2 / 2. */
    private void split(int from) {
        for (int x = 0; x < width; x++) {
            double d = Math.max(values[from + x] - highest[x], LOWEST);
            double n = d * LOG2_E + WHOLE;
            powers[x] = n;
            values[from + x] = d - (n - WHOLE) * LN_2;
        }
    }

    /** e^r by its Taylor series, to the last bit or the one before. In one loop with {@link #split} the JVM makes no vectors. */
    private void exponentiate(int from) {
        for (int x = 0; x < width; x++) {
            double r = values[from + x];
            double p = 1 / 479001600.0;
            p = p * r + 1 / 39916800.0;
            p = p * r + 1 / 3628800.0;
            p = p * r + 1 / 362880.0;
            p = p * r + 1 / 40320.0;
            p = p * r + 1 / 5040.0;
            p = p * r + 1 / 720.0;
            p = p * r + 1 / 120.0;
            p = p * r + 1 / 24.0;
            p = p * r + 1 / 6.0;
            p = p * r + 0.5;
            p = p * r + 1;
            values[from + x] = p * r + 1;
        }
    }

    /** Multiplies by 2^n, by adding n to the exponent's bits, and adds to the sums. */
    private void scale(int from) {
        for (int x = 0; x < width; x++) {
            double value = Double.longBitsToDouble(
                    Double.doubleToRawLongBits(values[from + x]) + (Double.doubleToRawLongBits(powers[x]) << MANTISSA));
            values[from + x] = value;
            sums[x] += value;
        }
    }

    /** Adds the gradients of the weighted losses for the logits above and below; after {@link #losses}. */
    void addGradients(
            int[] labels, int at, int ignored, double weight, double share, double[] gradAbove, double[] gradBelow) {
        double rest = 1 - share;
        for (int x = 0; x < width; x++) {
            int label = labels[at + x];
            if (label == ignored) {
                sums[x] = 0;
            } else {
                sums[x] = weight / sums[x];
                gradAbove[label * width + x] -= rest * weight;
                gradBelow[label * width + x] -= share * weight;
            }
        }
        for (int c = 0; c < classes; c++) {
            add(c * width, rest, gradAbove);
            add(c * width, share, gradBelow);
        }
    }

    private void add(int from, double factor, double[] gradient) {
        for (int x = 0; x < width; x++) {
            gradient[from + x] += factor * (values[from + x] * sums[x]);
        }
    }
}
