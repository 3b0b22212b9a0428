package org.cyborgml.metrics;

/**
 * The receiver operating characteristic: true against false positive rate over all thresholds.
 *
 * <p>Point 0 is (0,0) with threshold {@code +Infinity}; then comes one point per distinct score, from the highest, up to
 * (1,1). Cases of equal score therefore move both rates at once, along a slanted segment, and the curve does not depend
 * on the order of the input. Between points the curve is the straight segment, so that its area by trapezoids is the
 * Mann-Whitney {@link #auc()}. No point is dropped, collinear ones neither.
 */
public final class RocCurve {
    private final BinaryScores scores;

    private RocCurve(BinaryScores scores) {
        this.scores = scores;
    }

    /**
     * The curve of scored cases.
     *
     * @param scores the counted scores
     * @return the curve, a view of the scores that takes no memory of its own
     */
    public static RocCurve of(BinaryScores scores) {
        return new RocCurve(scores);
    }

    /**
     * The number of points.
     *
     * @return the distinct scores plus 1
     */
    public int size() {
        return scores.distinctScores() + 1;
    }

    /**
     * The threshold of a point: the lowest score that is called positive there.
     *
     * @param point in [0, size)
     * @return the threshold, falling with the index; {@code +Infinity} for point 0
     * @throws IndexOutOfBoundsException if there is no such point
     */
    public double threshold(int point) {
        return scores.threshold(point);
    }

    /**
     * The false positive rate of a point.
     *
     * @param point in [0, size)
     * @return the rate, in [0,1], never falling with the index
     * @throws IndexOutOfBoundsException if there is no such point
     */
    public double falsePositiveRate(int point) {
        return (double) scores.falsePositiveCount(point) / scores.negatives();
    }

    /**
     * The true positive rate of a point.
     *
     * @param point in [0, size)
     * @return the rate, in [0,1], never falling with the index
     * @throws IndexOutOfBoundsException if there is no such point
     */
    public double truePositiveRate(int point) {
        return (double) scores.truePositiveCount(point) / scores.positives();
    }

    /**
     * All thresholds.
     *
     * @return a new array of {@link #size()} values
     */
    public double[] thresholds() {
        double[] values = new double[size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = threshold(i);
        }
        return values;
    }

    /**
     * All false positive rates.
     *
     * @return a new array of {@link #size()} values in [0,1]
     */
    public double[] falsePositiveRates() {
        double[] values = new double[size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = falsePositiveRate(i);
        }
        return values;
    }

    /**
     * All true positive rates.
     *
     * @return a new array of {@link #size()} values in [0,1]
     */
    public double[] truePositiveRates() {
        double[] values = new double[size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = truePositiveRate(i);
        }
        return values;
    }

    /**
     * The area under the curve.
     *
     * @return the AUC, in [0,1]
     * @see BinaryScores#auc()
     */
    public double auc() {
        return scores.auc();
    }

    /**
     * The smallest false positive rate at which the curve reaches a true positive rate.
     *
     * @param truePositiveRate in [0,1]
     * @return the false positive rate, in [0,1], linear between points; at a horizontal stretch its left end
     * @throws IllegalArgumentException if the rate is NaN or outside [0,1]
     */
    public double falsePositiveRateAt(double truePositiveRate) {
        Arguments.rate("true positive rate", truePositiveRate);
        int low = 0;
        int high = size() - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (truePositiveRate(middle) >= truePositiveRate) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        if (low == 0) {
            return 0;
        }
        double below = truePositiveRate(low - 1);
        double share = (truePositiveRate - below) / (truePositiveRate(low) - below);
        return between(falsePositiveRate(low - 1), falsePositiveRate(low), share);
    }

    /**
     * The largest true positive rate that the curve reaches at a false positive rate.
     *
     * @param falsePositiveRate in [0,1]
     * @return the true positive rate, in [0,1], linear between points; at a vertical stretch its upper end
     * @throws IllegalArgumentException if the rate is NaN or outside [0,1]
     */
    public double truePositiveRateAt(double falsePositiveRate) {
        Arguments.rate("false positive rate", falsePositiveRate);
        int low = 0;
        int high = size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (falsePositiveRate(middle) <= falsePositiveRate) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        if (low == size() - 1) {
            return 1;
        }
        double left = falsePositiveRate(low);
        double share = (falsePositiveRate - left) / (falsePositiveRate(low + 1) - left);
        return between(truePositiveRate(low), truePositiveRate(low + 1), share);
    }

    /** Linear interpolation that gives the end itself at share 1. */
    private static double between(double from, double to, double share) {
        return share == 1 ? to : from + share * (to - from);
    }

    /**
     * The equal error rate: where the curve crosses the line on which false positive rate and false negative rate agree.
     *
     * @return the rate, and the realisable threshold nearest to it
     */
    public EqualErrorRate equalErrorRate() {
        int point = 1;
        while (excess(point) < 0) {
            point++;
        }
        // At point 0 every positive is missed, the farthest from balance, so that its infinite threshold is never
        // chosen.
        double before = excess(point - 1);
        double after = excess(point);
        double rate = between(falsePositiveRate(point - 1), falsePositiveRate(point), before / (before - after));
        return new EqualErrorRate(rate, threshold(after <= -before ? point : point - 1));
    }

    /** (FPR - FNR) times both class sizes: an integer below 2^63, so that its sign is exact. */
    private long excess(int point) {
        long falsePositives = scores.falsePositiveCount(point);
        long falseNegatives = (long) scores.positives() - scores.truePositiveCount(point);
        return falsePositives * scores.positives() - falseNegatives * scores.negatives();
    }

    /**
     * The area under a part of the curve.
     *
     * @param axis the rate that is restricted
     * @param from the lower end of the part, in [0,1]
     * @param to the upper end, in [0,1], above {@code from}
     * @return the partial area, raw and standardised
     * @throws IllegalArgumentException if an end is NaN or outside [0,1], or the ends are not in order
     */
    public PartialAuc partialAuc(RateAxis axis, double from, double to) {
        return PartialAuc.of(this, axis, from, to);
    }
}
