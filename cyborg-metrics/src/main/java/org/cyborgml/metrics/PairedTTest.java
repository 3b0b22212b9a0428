package org.cyborgml.metrics;

import org.apache.commons.math3.distribution.TDistribution;

/**
 * Student's paired t-test: whether the mean of paired differences is 0.
 *
 * <p>The differences are taken to be independent and normal. When all differences are equal there is no variance: t is
 * infinite with p-value 0 for a difference other than 0 (in the direction of the alternative), and t is 0 with p-value 1
 * when all are 0. Instances are immutable.
 */
public final class PairedTTest {
    private static final PairedTTest DEFAULT = new PairedTTest(Alternative.TWO_SIDED);

    private final Alternative alternative;

    private PairedTTest(Alternative alternative) {
        this.alternative = alternative;
    }

    /**
     * The two-sided test.
     *
     * @return the test
     */
    public static PairedTTest withDefaults() {
        return DEFAULT;
    }

    /**
     * The test against another alternative.
     *
     * @param value the alternative hypothesis about the mean of the differences
     * @return a new test
     */
    public PairedTTest with(Alternative value) {
        return new PairedTTest(value);
    }

    /**
     * Tests differences of pairs.
     *
     * @param differences one difference per pair, finite, at least 2
     * @return the result
     * @throws IllegalArgumentException if there are fewer than 2 differences or one is NaN or infinite
     */
    public Result test(double... differences) {
        Arguments.atLeast("number of pairs", differences.length, 2);
        RunSummary summary = RunSummary.of(differences);
        int degreesOfFreedom = differences.length - 1;
        if (summary.mean() == 0 && summary.standardDeviation() == 0) {
            return new Result(0, degreesOfFreedom, 1);
        }
        double t = summary.mean() / (summary.standardDeviation() / Math.sqrt(differences.length));
        TDistribution student = new TDistribution(degreesOfFreedom);
        double p = alternative.pValue(student.cumulativeProbability(t), student.cumulativeProbability(-t));
        return new Result(t, degreesOfFreedom, p);
    }

    /**
     * Result of the test.
     *
     * @param statistic t: the mean over its standard error
     * @param degreesOfFreedom the pairs minus 1
     * @param pValue the p-value, in [0,1]
     */
    public record Result(double statistic, int degreesOfFreedom, double pValue) {}
}
