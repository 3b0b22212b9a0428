package org.cyborgml.metrics;

import java.util.Arrays;

/** Mean ranks of absolute differences, doubled so that they are whole numbers, and the part of the positive ones. */
final class SignedRanks {
    private final int[] doubled;
    private final long positiveSum;
    private final long totalSum;

    private SignedRanks(int[] doubled, long positiveSum, long totalSum) {
        this.doubled = doubled;
        this.positiveSum = positiveSum;
        this.totalSum = totalSum;
    }

    static SignedRanks of(double[] differences, ZeroDifferences zeroDifferences) {
        double[] sorted = Arrays.stream(differences)
                .map(Math::abs)
                .filter(d -> d > 0)
                .sorted()
                .toArray();
        int zeros = differences.length - sorted.length;
        int ahead = zeroDifferences == ZeroDifferences.PRATT ? zeros : 0;
        int[] doubled = new int[sorted.length];
        for (int from = 0, to; from < sorted.length; from = to) {
            to = from + 1;
            while (to < sorted.length && sorted[to] == sorted[from]) {
                to++;
            }
            // The ranks from+1 .. to, counted after the zeros that come first: their mean is (from + 1 + to) / 2.
            Arrays.fill(doubled, from, to, 2 * ahead + from + 1 + to);
        }
        long positive = 0;
        long total = 0;
        for (double difference : differences) {
            if (difference != 0) {
                int rank = doubled[Arrays.binarySearch(sorted, Math.abs(difference))];
                total += rank;
                positive += difference > 0 ? rank : 0;
            }
        }
        return new SignedRanks(doubled, positive, total);
    }

    /** The number of non-zero differences. */
    int count() {
        return doubled.length;
    }

    /** Twice the rank of each non-zero difference, from the smallest. */
    int[] doubled() {
        return doubled;
    }

    /** Twice the rank sum of the positive differences. */
    long positiveSum() {
        return positiveSum;
    }

    /** Twice the sum of all ranks. */
    long totalSum() {
        return totalSum;
    }
}
