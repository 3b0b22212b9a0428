package org.cyborgml.metrics;

/**
 * The decisions of a two-class detector at one threshold, as counts and rates.
 *
 * @param threshold cases with a score at or above it are called positive
 * @param truePositives positives called positive, in [0, positives]
 * @param falsePositives negatives called positive, in [0, negatives]
 * @param positives all positive cases, at least 1
 * @param negatives all negative cases, at least 1
 */
public record OperatingPoint(double threshold, int truePositives, int falsePositives, int positives, int negatives) {

    /**
     * Checks the counts.
     *
     * @throws IllegalArgumentException if a class is empty, a count is outside its range or the threshold is NaN
     */
    public OperatingPoint {
        Arguments.inRange("threshold", threshold, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        Arguments.atLeast("positives", positives, 1);
        Arguments.atLeast("negatives", negatives, 1);
        Arguments.inRange("truePositives", truePositives, 0, positives);
        Arguments.inRange("falsePositives", falsePositives, 0, negatives);
    }

    /**
     * Sensitivity, recall, or true detection rate.
     *
     * @return truePositives / positives, in [0,1]
     */
    public double truePositiveRate() {
        return (double) truePositives / positives;
    }

    /**
     * One minus specificity, or false detection rate.
     *
     * @return falsePositives / negatives, in [0,1]
     */
    public double falsePositiveRate() {
        return (double) falsePositives / negatives;
    }

    /**
     * The share of positives that are missed.
     *
     * @return one minus the true positive rate, in [0,1]
     */
    public double falseNegativeRate() {
        return (double) (positives - truePositives) / positives;
    }

    /**
     * The share of all cases that are called correctly.
     *
     * @return the accuracy, in [0,1]
     */
    public double accuracy() {
        long correct = (long) truePositives + (negatives - falsePositives);
        return correct / ((double) positives + negatives);
    }

    /**
     * The mean of the accuracies of the two classes.
     *
     * @return the balanced accuracy, in [0,1]
     */
    public double balancedAccuracy() {
        return (truePositiveRate() + 1 - falsePositiveRate()) / 2;
    }
}
