package org.cyborgml.metrics;

import java.util.Arrays;

/** Builds counted scores from steps of falling score. */
final class ScoreTally {
    private final double[] distinct;
    private final int[] truePositives;
    private final int[] falsePositives;
    private int steps;

    ScoreTally(int capacity) {
        distinct = new double[capacity];
        truePositives = new int[capacity];
        falsePositives = new int[capacity];
    }

    /** Sorts both arrays in place and merges them from the top. */
    static BinaryScores count(double[] negatives, double[] positives) {
        Arrays.sort(negatives);
        Arrays.sort(positives);
        ScoreTally tally = new ScoreTally(negatives.length + positives.length);
        int n = negatives.length - 1;
        int p = positives.length - 1;
        while (n >= 0 || p >= 0) {
            double score;
            if (n < 0) {
                score = positives[p];
            } else if (p < 0) {
                score = negatives[n];
            } else {
                score = Math.max(negatives[n], positives[p]);
            }
            int positivesHere = 0;
            int negativesHere = 0;
            for (; p >= 0 && positives[p] == score; p--) {
                positivesHere++;
            }
            for (; n >= 0 && negatives[n] == score; n--) {
                negativesHere++;
            }
            tally.add(score, positivesHere, negativesHere);
        }
        return tally.toScores();
    }

    void add(double score, int positivesHere, int negativesHere) {
        distinct[steps] = score;
        truePositives[steps] = positivesHere + (steps == 0 ? 0 : truePositives[steps - 1]);
        falsePositives[steps] = negativesHere + (steps == 0 ? 0 : falsePositives[steps - 1]);
        steps++;
    }

    BinaryScores toScores() {
        boolean full = steps == distinct.length;
        return new BinaryScores(
                full ? distinct : Arrays.copyOf(distinct, steps),
                full ? truePositives : Arrays.copyOf(truePositives, steps),
                full ? falsePositives : Arrays.copyOf(falsePositives, steps));
    }
}
