package org.cyborgml.metrics;

import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * DeLong's test of the AUCs of two detectors that scored the same cases.
 *
 * <p>Null hypothesis: both AUCs are equal. The statistic z = (AUC1 - AUC2) / SE is compared with the normal
 * distribution; SE comes from the placements of every case under both detectors (see {@link AucEstimate}), so that
 * their correlation counts. The normal approximation needs some tens of cases of each class.
 *
 * <p>When the difference has no variance (one detector's scores are an increasing function of the other's, or both separate
 * the classes fully) the p-value is 1 for equal AUCs; for unequal ones z is infinite.
 *
 * <p>Time is O(n log n), memory about 50 bytes per case. Instances are immutable.
 *
 * @see <a href="https://doi.org/10.2307/2531595">DeLong et al., Comparing the areas under two or more correlated receiver
 *     operating characteristic curves, 1988</a>
 * @see <a href="https://doi.org/10.1109/LSP.2014.2337313">Sun and Xu, Fast implementation of DeLong's algorithm, 2014</a>
 */
public final class DeLongTest {
    private static final DeLongTest DEFAULT = new DeLongTest(Alternative.TWO_SIDED);

    private final Alternative alternative;

    private DeLongTest(Alternative alternative) {
        this.alternative = alternative;
    }

    /**
     * The two-sided test.
     *
     * @return the test
     */
    public static DeLongTest withDefaults() {
        return DEFAULT;
    }

    /**
     * The test against another alternative.
     *
     * @param value the alternative hypothesis about AUC1 - AUC2
     * @return a new test
     */
    public DeLongTest with(Alternative value) {
        return new DeLongTest(value);
    }

    /**
     * Tests two detectors.
     *
     * @param labels 1 for a positive case, 0 for a negative one
     * @param first the first detector's score of case i, finite
     * @param second the second detector's score of case i, finite
     * @return the result
     * @throws IllegalArgumentException as {@link #test(boolean[], double[], double[])}, or if a label is neither 0 nor 1
     */
    public Result test(int[] labels, double[] first, double[] second) {
        return test(Arguments.binaryLabels(labels), first, second);
    }

    /**
     * Tests two detectors.
     *
     * @param positive whether case i is positive
     * @param first the first detector's score of case i, finite
     * @param second the second detector's score of case i, finite
     * @return the result
     * @throws IllegalArgumentException if the lengths differ, a score is NaN or infinite, or a class has fewer than 2 cases
     */
    public Result test(boolean[] positive, double[] first, double[] second) {
        Arguments.sameLength("first scores", first.length, "second scores", second.length);
        BinaryScores firstScores = BinaryScores.of(positive, first);
        BinaryScores secondScores = BinaryScores.of(positive, second);
        AucEstimate firstAuc = AucEstimate.of(firstScores);
        AucEstimate secondAuc = AucEstimate.of(secondScores);
        double difference = firstAuc.value() - secondAuc.value();
        // Squared deviations of the differences themselves, not var + var - 2 cov: exactly 0 where the placements
        // agree.
        double ofPositives = 0;
        double ofNegatives = 0;
        for (int i = 0; i < positive.length; i++) {
            int a = firstScores.indexOf(first[i]);
            int b = secondScores.indexOf(second[i]);
            if (positive[i]) {
                double d = firstScores.positivePlacement(a) - secondScores.positivePlacement(b) - difference;
                ofPositives += d * d;
            } else {
                double d = firstScores.negativePlacement(a) - secondScores.negativePlacement(b) - difference;
                ofNegatives += d * d;
            }
        }
        int m = firstScores.positives();
        int n = firstScores.negatives();
        return test(firstAuc, secondAuc, ofPositives / (m - 1) / m + ofNegatives / (n - 1) / n);
    }

    /**
     * Tests two detectors whose AUCs are known, such as those of more cases than fit into memory.
     *
     * @param first AUC and variance of the first detector
     * @param second AUC and variance of the second detector on the same cases
     * @param variance the variance of the difference of the AUCs, not negative
     * @return the result
     * @throws IllegalArgumentException if the variance is negative or not finite
     */
    public Result test(AucEstimate first, AucEstimate second, double variance) {
        return Result.of(first, second, Arguments.inRange("variance", variance, 0, Double.MAX_VALUE), alternative);
    }

    /**
     * Result of the test.
     *
     * @param first AUC and variance of the first detector
     * @param second AUC and variance of the second detector
     * @param variance the variance of the difference of the AUCs
     * @param z the statistic: the difference over its standard error
     * @param pValue the p-value, in [0,1]
     */
    public record Result(AucEstimate first, AucEstimate second, double variance, double z, double pValue) {

        static Result of(AucEstimate first, AucEstimate second, double variance, Alternative alternative) {
            double difference = first.value() - second.value();
            double z = difference == 0 ? 0 : difference / Math.sqrt(variance);
            NormalDistribution normal = new NormalDistribution();
            double below = normal.cumulativeProbability(z);
            double above = normal.cumulativeProbability(-z);
            boolean identical = difference == 0 && variance == 0;
            return new Result(first, second, variance, z, identical ? 1 : alternative.pValue(below, above));
        }

        /**
         * The difference between the AUCs.
         *
         * @return first minus second, in [-1,1]
         */
        public double difference() {
            return first.value() - second.value();
        }

        /**
         * The covariance of the two AUCs.
         *
         * @return (var1 + var2 - var of the difference) / 2
         */
        public double covariance() {
            return (first.variance() + second.variance() - variance) / 2;
        }

        /**
         * A confidence interval of the difference: difference +- z * SE, cut to [-1,1].
         *
         * @param level the confidence level, in (0,1)
         * @return the interval
         * @throws IllegalArgumentException if the level is outside (0,1)
         */
        public ConfidenceInterval interval(double level) {
            Arguments.level(level);
            double half = new NormalDistribution().inverseCumulativeProbability((1 + level) / 2) * Math.sqrt(variance);
            return new ConfidenceInterval(Math.max(-1, difference() - half), Math.min(1, difference() + half), level);
        }
    }
}
