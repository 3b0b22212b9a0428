package org.cyborgml.spark.metrics;

import java.io.Serializable;

/**
 * A point of the receiver operating characteristic of any number of cases: what is called positive at a threshold.
 *
 * @param threshold cases with a score at or above it are called positive; {@code +Infinity} where nothing is
 * @param truePositives positives called positive, in [0, positives]
 * @param falsePositives negatives called positive, in [0, negatives]
 * @param positives all positive cases, at least 1
 * @param negatives all negative cases, at least 1
 */
public record RocPoint(double threshold, long truePositives, long falsePositives, long positives, long negatives)
        implements Serializable {

    /**
     * The true positive rate.
     *
     * @return truePositives / positives, in [0,1]
     */
    public double truePositiveRate() {
        return (double) truePositives / positives;
    }

    /**
     * The false positive rate.
     *
     * @return falsePositives / negatives, in [0,1]
     */
    public double falsePositiveRate() {
        return (double) falsePositives / negatives;
    }
}
