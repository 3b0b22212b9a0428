package org.cyborgml.metrics;

import org.apache.commons.math3.distribution.BinomialDistribution;
import org.apache.commons.math3.special.Beta;

/**
 * McNemar's test of the accuracies of two classifiers that classified the same cases.
 *
 * <p>Null hypothesis: both accuracies are equal. Only the cases that one of the two classifies correctly and the other does not
 * count: under the null hypothesis each is as likely to be the first's as the second's, so the number of the first's is
 * binomial with probability one half. The exact p-value is the probability of a number at least as far from its mean; the mid-p
 * value counts the observed number by half, since the exact test is too cautious with few such cases. If there is no such
 * case the p-value is 1.
 *
 * <p>Instances are immutable.
 *
 * @see <a href="https://doi.org/10.1007/BF02295996">McNemar, Note on the sampling error of the difference between correlated
 *     proportions or percentages, 1947</a>
 * @see <a href="https://doi.org/10.1186/1471-2288-13-91">Fagerland, Lydersen and Laake, The McNemar test for binary
 *     matched-pairs data: mid-p and asymptotic are better than exact conditional, 2013</a>
 */
public final class McNemarTest {
    private static final McNemarTest DEFAULT = new McNemarTest(Alternative.TWO_SIDED, PValueMethod.MID_P);

    private final Alternative alternative;
    private final PValueMethod method;

    private McNemarTest(Alternative alternative, PValueMethod method) {
        this.alternative = alternative;
        this.method = method;
    }

    /** Ways to compute the p-value. */
    public enum PValueMethod {
        /** The probability of the observed number counts in full: never above the level under the null hypothesis. */
        EXACT,
        /** It counts by half: nearer to the level, and recommended by Fagerland et al. */
        MID_P
    }

    /**
     * The two-sided test with mid-p values.
     *
     * @return the test
     */
    public static McNemarTest withDefaults() {
        return DEFAULT;
    }

    /**
     * The test against another alternative.
     *
     * @param value the alternative hypothesis about the first accuracy minus the second
     * @return a new test
     */
    public McNemarTest with(Alternative value) {
        return new McNemarTest(value, method);
    }

    /**
     * The test with another way to the p-value.
     *
     * @param value the way
     * @return a new test
     */
    public McNemarTest with(PValueMethod value) {
        return new McNemarTest(alternative, value);
    }

    /**
     * Tests two classifiers.
     *
     * @param first whether the first classifies case i correctly
     * @param second whether the second does
     * @return the result
     * @throws IllegalArgumentException if the lengths differ or there is no case
     */
    public Result test(boolean[] first, boolean[] second) {
        Arguments.sameLength("first", first.length, "second", second.length);
        Arguments.notEmpty("first", first.length);
        int firstOnly = 0;
        int secondOnly = 0;
        for (int i = 0; i < first.length; i++) {
            if (first[i] != second[i]) {
                firstOnly += first[i] ? 1 : 0;
                secondOnly += second[i] ? 1 : 0;
            }
        }
        return test(firstOnly, secondOnly);
    }

    /**
     * Tests two classifiers by the cases on which they differ.
     *
     * @param firstOnly number of cases that only the first classifies correctly, at least 0
     * @param secondOnly number of cases that only the second does, at least 0
     * @return the result
     * @throws IllegalArgumentException if a number is negative
     */
    public Result test(int firstOnly, int secondOnly) {
        Arguments.atLeast("firstOnly", firstOnly, 0);
        Arguments.atLeast("secondOnly", secondOnly, 0);
        int differing = Math.addExact(firstOnly, secondOnly);
        return new Result(firstOnly, secondOnly, differing == 0 ? 1 : pValue(firstOnly, differing));
    }

    private double pValue(int firstOnly, int differing) {
        // One half being the probability of both, at most k of the first's are at least n - k of the second's.
        double exact = alternative.pValue(atLeast(differing - firstOnly, differing), atLeast(firstOnly, differing));
        if (method == PValueMethod.EXACT) {
            return exact;
        }
        // Two numbers are as far from the mean as the observed one, unless it is the mean.
        boolean twice = alternative == Alternative.TWO_SIDED && 2 * (long) firstOnly != differing;
        double observed = new BinomialDistribution(null, differing, 0.5).probability(firstOnly);
        return exact - (twice ? 1 : 0.5) * observed;
    }

    /** The probability of at least so many of n; commons-math's is a difference from 1, in which a small one loses its digits. */
    private static double atLeast(int some, int n) {
        return some == 0 ? 1 : Beta.regularizedBeta(0.5, some, n - some + 1.0);
    }

    /**
     * Result of the test.
     *
     * @param firstOnly number of cases that only the first classifies correctly
     * @param secondOnly number of cases that only the second does
     * @param pValue the p-value, in [0,1]
     */
    public record Result(int firstOnly, int secondOnly, double pValue) {

        /**
         * The difference of the accuracies in cases.
         *
         * @return the number of cases that the first classifies correctly, minus that of the second
         */
        public int difference() {
            return firstOnly - secondOnly;
        }
    }
}
