package org.cyborgml.metrics;

import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * An AUC with its variance after DeLong, DeLong and Clarke-Pearson (1988).
 *
 * <p>The placement of a positive is the share of negatives that score below it, that of a negative the share of positives
 * that score above it, a tie counting one half; the AUC is the mean of either. With their sample variances S10 over the m positives
 * and S01 over the n negatives the variance of the AUC is S10 / m + S01 / n. Placements are differences of mid-ranks, as
 * in the algorithm of Sun and Xu (2014), and here the same for all cases of equal score, so one pass over the sorted
 * distinct scores is enough: O(n) time, no memory.
 *
 * <p>The cases are taken to be independent. When the classes are fully separated the variance is 0: that is the limit of the
 * method, and does not mean that the AUC is known exactly.
 *
 * @param value the AUC, in [0,1]
 * @param variance its variance, not negative
 * @see <a href="https://doi.org/10.2307/2531595">DeLong et al. 1988</a>
 * @see <a href="https://doi.org/10.1109/LSP.2014.2337313">Sun and Xu 2014</a>
 */
public record AucEstimate(double value, double variance) {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if the AUC is outside [0,1] or the variance is negative or not finite
     */
    public AucEstimate {
        Arguments.rate("value", value);
        Arguments.inRange("variance", variance, 0, Double.MAX_VALUE);
    }

    /**
     * Estimates AUC and variance.
     *
     * @param scores the counted scores, with at least 2 cases of each class
     * @return the estimate
     * @throws IllegalArgumentException if a class has one case only, which has no variance
     */
    public static AucEstimate of(BinaryScores scores) {
        int positives = scores.positives();
        int negatives = scores.negatives();
        Arguments.twoOfEachClass(positives, negatives);
        double auc = scores.auc();
        double ofPositives = 0;
        double ofNegatives = 0;
        for (int i = 0; i < scores.distinctScores(); i++) {
            double positive = scores.positivePlacement(i) - auc;
            double negative = scores.negativePlacement(i) - auc;
            ofPositives += scores.positivesAt(i) * positive * positive;
            ofNegatives += scores.negativesAt(i) * negative * negative;
        }
        return new AucEstimate(
                auc, ofPositives / (positives - 1) / positives + ofNegatives / (negatives - 1) / negatives);
    }

    /**
     * The standard error.
     *
     * @return the square root of the variance
     */
    public double standardError() {
        return Math.sqrt(variance);
    }

    /**
     * A confidence interval of the AUC from the normal distribution.
     *
     * @param level the confidence level, in (0,1)
     * @param method how the bounds are made
     * @return the interval, within [0,1]
     * @throws IllegalArgumentException if the level is outside (0,1)
     */
    public ConfidenceInterval interval(double level, IntervalMethod method) {
        Arguments.level(level);
        double z = new NormalDistribution().inverseCumulativeProbability((1 + level) / 2);
        return method.interval(value, standardError(), z, level);
    }
}
