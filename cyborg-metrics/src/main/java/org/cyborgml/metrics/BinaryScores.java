package org.cyborgml.metrics;

/**
 * The scores of a two-class test set, counted per distinct score: the input of every metric of one decision.
 *
 * <p>Label 1 (or {@code true}) is the positive class, for face images Synthetic; a higher score is more evidence
 * for it, and a case is called positive at a threshold when its score is at or above it. Cases of equal score are one step,
 * so no result depends on the order of the input. {@code -0.0} and {@code 0.0} are the same score.
 *
 * <p>Both classes must be there, and every score must be finite. Building takes O(n log n) time in primitive sorts; an
 * instance takes 16 bytes per distinct score. Instances are immutable.
 */
public final class BinaryScores {
    /** Distinct scores, highest first. */
    private final double[] distinct;

    /** Positives with a score at or above the distinct one. */
    private final int[] truePositives;

    /** Negatives with a score at or above the distinct one. */
    private final int[] falsePositives;

    BinaryScores(double[] distinct, int[] truePositives, int[] falsePositives) {
        this.distinct = distinct;
        this.truePositives = truePositives;
        this.falsePositives = falsePositives;
    }

    /**
     * Counts the scores of labelled cases.
     *
     * @param positive whether case i is positive
     * @param scores the score of case i, finite
     * @return the counted scores
     * @throws IllegalArgumentException if the lengths differ, there is no case, a score is NaN or infinite, or only one
     *     class occurs
     */
    public static BinaryScores of(boolean[] positive, double[] scores) {
        Arguments.sameLength("labels", positive.length, "scores", scores.length);
        Arguments.finite("scores", scores);
        int positives = 0;
        for (boolean p : positive) {
            positives += p ? 1 : 0;
        }
        Arguments.bothClasses(positives, positive.length - positives);
        double[] positiveScores = new double[positives];
        double[] negativeScores = new double[positive.length - positives];
        int p = 0;
        int n = 0;
        for (int i = 0; i < scores.length; i++) {
            if (positive[i]) {
                positiveScores[p++] = scores[i];
            } else {
                negativeScores[n++] = scores[i];
            }
        }
        return ScoreTally.count(negativeScores, positiveScores);
    }

    /**
     * Counts the scores of labelled cases.
     *
     * @param labels 1 for a positive case, 0 for a negative one
     * @param scores the score of case i, finite
     * @return the counted scores
     * @throws IllegalArgumentException if a label is neither 0 nor 1, the lengths differ, there is no case, a score is NaN
     *     or infinite, or only one class occurs
     */
    public static BinaryScores of(int[] labels, double[] scores) {
        return of(Arguments.binaryLabels(labels), scores);
    }

    /**
     * Counts scores that come as one array per class.
     *
     * @param negatives scores of the negative cases, finite
     * @param positives scores of the positive cases, finite
     * @return the counted scores
     * @throws IllegalArgumentException if a class is empty or a score is NaN or infinite
     */
    public static BinaryScores ofClasses(double[] negatives, double[] positives) {
        Arguments.finite("negatives", negatives);
        Arguments.finite("positives", positives);
        return ScoreTally.count(negatives.clone(), positives.clone());
    }

    /**
     * The number of positive cases.
     *
     * @return at least 1
     */
    public int positives() {
        return truePositives[truePositives.length - 1];
    }

    /**
     * The number of negative cases.
     *
     * @return at least 1
     */
    public int negatives() {
        return falsePositives[falsePositives.length - 1];
    }

    /**
     * The number of distinct scores.
     *
     * @return at least 1
     */
    public int distinctScores() {
        return distinct.length;
    }

    /**
     * The area under the ROC curve: the share of (positive, negative) pairs in which the positive scores higher, a tie
     * counting one half (the Mann-Whitney statistic over the number of pairs). The count is exact; only the final
     * division rounds.
     *
     * @return the AUC, in [0,1]; 0.5 when all scores are equal
     */
    public double auc() {
        long twiceWins = 0;
        for (int i = 0; i < distinct.length; i++) {
            long positivesAbove = i == 0 ? 0 : truePositives[i - 1];
            twiceWins += negativesAt(i) * (positivesAbove + truePositives[i]);
        }
        return twiceWins / 2.0 / ((double) positives() * negatives());
    }

    /**
     * Average precision: the sum over the distinct thresholds, from the highest, of (recall gained) * (precision there),
     * without interpolation. The definition of scikit-learn's {@code average_precision_score}.
     *
     * @return the average precision, in (0,1]; the share of positives when all scores are equal
     */
    public double averagePrecision() {
        double sum = 0;
        for (int i = 0; i < distinct.length; i++) {
            int called = truePositives[i] + falsePositives[i];
            sum += positivesAt(i) * ((double) truePositives[i] / called);
        }
        return sum / positives();
    }

    /**
     * The decisions at a threshold: positive where the score is at or above it.
     *
     * @param threshold any number; {@code +Infinity} calls nothing positive, {@code -Infinity} everything
     * @return the counts and rates there
     * @throws IllegalArgumentException if the threshold is NaN
     */
    public OperatingPoint at(double threshold) {
        Arguments.inRange("threshold", threshold, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        int low = 0;
        int high = distinct.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (distinct[middle] >= threshold) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return new OperatingPoint(threshold, truePositiveCount(low), falsePositiveCount(low), positives(), negatives());
    }

    /**
     * The operating point with the highest true positive rate whose false positive rate does not exceed a limit. Its
     * {@link OperatingPoint#truePositiveRate()} is TDR@FDR of presentation attack detection: the true detection rate at a
     * given false detection rate, where FDR is the share of bona fide cases called attacks. Only thresholds that the data
     * can realise count; nothing is interpolated.
     *
     * @param limit the highest false positive (false detection) rate allowed, in [0,1]
     * @return the point; its threshold is the lowest score called positive, or {@code +Infinity} when even the highest
     *     score lets too many negatives through
     * @throws IllegalArgumentException if the limit is NaN or outside [0,1]
     */
    public OperatingPoint atFalsePositiveRate(double limit) {
        Arguments.rate("false positive rate", limit);
        int low = 0;
        int high = distinct.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if ((double) falsePositives[middle] / negatives() <= limit) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return new OperatingPoint(
                threshold(low), truePositiveCount(low), falsePositiveCount(low), positives(), negatives());
    }

    /** The score of point i of the ROC curve, whose point 0 lies above every score. */
    double threshold(int point) {
        return point == 0 ? Double.POSITIVE_INFINITY : distinct[point - 1];
    }

    int truePositiveCount(int point) {
        return point == 0 ? 0 : truePositives[point - 1];
    }

    int falsePositiveCount(int point) {
        return point == 0 ? 0 : falsePositives[point - 1];
    }

    /** Positives whose score is exactly distinct score i. */
    int positivesAt(int i) {
        return i == 0 ? truePositives[0] : truePositives[i] - truePositives[i - 1];
    }

    /** Negatives whose score is exactly distinct score i; a long, for products of counts. */
    long negativesAt(int i) {
        return i == 0 ? falsePositives[0] : falsePositives[i] - falsePositives[i - 1];
    }

    /** The share of negatives that a positive at distinct score i beats, a tie counting one half. */
    double positivePlacement(int i) {
        return 1 - ((long) falsePositiveCount(i) + falsePositives[i]) / (2.0 * negatives());
    }

    /** The share of positives that beat a negative at distinct score i, a tie counting one half. */
    double negativePlacement(int i) {
        return ((long) truePositiveCount(i) + truePositives[i]) / (2.0 * positives());
    }

    /** The index of a score that is known to occur. */
    int indexOf(double score) {
        int low = 0;
        int high = distinct.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (distinct[middle] > score) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    double distinctScore(int i) {
        return distinct[i];
    }
}
