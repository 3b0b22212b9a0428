package org.cyborgml.metrics;

import java.util.Arrays;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * The Wilcoxon signed-rank test: whether paired differences are symmetric about 0.
 *
 * <p>The absolute differences are ranked, equal ones by their mean rank; the statistic is the sum of the ranks of the
 * positive differences (R's V). Differences of exactly 0 go as {@link ZeroDifferences} says, by default dropped.
 *
 * <p>With up to 50 non-zero differences the p-value is exact: the statistic's distribution when every sign is equally
 * likely, given the ranks, found by counting, with tied ranks too (R and SciPy fall back to the normal approximation
 * there). With more, the normal approximation with tie correction and continuity correction, as R's
 * {@code wilcox.test(exact = FALSE)}. If every difference is 0 the p-value is 1. With n differences the smallest exact
 * two-sided p-value is 2 / 2^n: fewer than 6 runs cannot reach 0.05.
 *
 * <p>Ties are found by exact comparison of doubles. Instances are immutable.
 */
public final class WilcoxonSignedRankTest {
    private static final int MOST_EXACT = 50;

    private static final WilcoxonSignedRankTest DEFAULT =
            new WilcoxonSignedRankTest(Alternative.TWO_SIDED, ZeroDifferences.DROP, PValueMethod.AUTO);

    private final Alternative alternative;
    private final ZeroDifferences zeroDifferences;
    private final PValueMethod method;

    private WilcoxonSignedRankTest(Alternative alternative, ZeroDifferences zeroDifferences, PValueMethod method) {
        this.alternative = alternative;
        this.zeroDifferences = zeroDifferences;
        this.method = method;
    }

    /** Ways to compute the p-value. */
    public enum PValueMethod {
        /** Exact with up to 50 non-zero differences, else asymptotic. */
        AUTO,
        /** From the normal approximation. */
        ASYMPTOTIC
    }

    /**
     * The two-sided test that drops zero differences and is exact where it can be.
     *
     * @return the test
     */
    public static WilcoxonSignedRankTest withDefaults() {
        return DEFAULT;
    }

    /**
     * The least p-value that the exact two-sided test can give: that of differences which all have one sign.
     *
     * @param differences how many there are, none of them 0; at least 0
     * @return 1 / 2^(differences - 1), at most 1
     */
    public static double leastPValue(int differences) {
        return Math.min(1, 2 * Math.pow(0.5, differences));
    }

    /**
     * The test against another alternative.
     *
     * @param value the alternative hypothesis about the differences
     * @return a new test
     */
    public WilcoxonSignedRankTest with(Alternative value) {
        return new WilcoxonSignedRankTest(value, zeroDifferences, method);
    }

    /**
     * The test with another treatment of zero differences.
     *
     * @param value the treatment
     * @return a new test
     */
    public WilcoxonSignedRankTest with(ZeroDifferences value) {
        return new WilcoxonSignedRankTest(alternative, value, method);
    }

    /**
     * The test with another way to the p-value.
     *
     * @param value the way
     * @return a new test
     */
    public WilcoxonSignedRankTest with(PValueMethod value) {
        return new WilcoxonSignedRankTest(alternative, zeroDifferences, value);
    }

    /**
     * Tests differences of pairs.
     *
     * @param differences one difference per pair, finite
     * @return the result
     * @throws IllegalArgumentException if there is no difference or one is NaN or infinite
     */
    public Result test(double... differences) {
        Arguments.finite("differences", differences);
        SignedRanks ranks = SignedRanks.of(differences, zeroDifferences);
        boolean exact = method == PValueMethod.AUTO && ranks.count() <= MOST_EXACT;
        double p;
        if (ranks.count() == 0) {
            p = 1;
        } else if (exact) {
            p = exactPValue(ranks);
        } else {
            p = asymptoticPValue(ranks);
        }
        return new Result(ranks.positiveSum() / 2.0, ranks.totalSum() / 2.0, ranks.count(), exact, p);
    }

    private double exactPValue(SignedRanks ranks) {
        int[] doubled = ranks.doubled();
        // ways[s]: how many of the 2^n choices of signs give the doubled positive rank sum s; exact, as n <= 50 < 53
        // bits.
        double[] ways = new double[Math.toIntExact(ranks.totalSum()) + 1];
        ways[0] = 1;
        for (int rank : doubled) {
            for (int s = ways.length - 1; s >= rank; s--) {
                ways[s] += ways[s - rank];
            }
        }
        int observed = Math.toIntExact(ranks.positiveSum());
        double all = Math.pow(2, doubled.length);
        double below = Arrays.stream(ways, 0, observed + 1).sum() / all;
        double above = Arrays.stream(ways, observed, ways.length).sum() / all;
        return alternative.pValue(below, above);
    }

    private double asymptoticPValue(SignedRanks ranks) {
        double squares = 0;
        for (int rank : ranks.doubled()) {
            squares += (double) rank * rank;
        }
        // The variance is the sum of squared ranks over 4, which holds the tie and zero corrections; ranks are doubled.
        double deviation = Math.sqrt(squares / 16);
        double centred = ranks.positiveSum() / 2.0 - ranks.totalSum() / 4.0;
        NormalDistribution normal = new NormalDistribution();
        double below = normal.cumulativeProbability((centred + 0.5) / deviation);
        double above = normal.cumulativeProbability(-(centred - 0.5) / deviation);
        return alternative.pValue(below, above);
    }

    /**
     * Result of the test.
     *
     * @param statistic the sum of the ranks of the positive differences
     * @param rankSum the sum of all ranks: the largest that the statistic can be
     * @param nonZero the number of differences other than 0
     * @param exact whether the p-value is exact
     * @param pValue the p-value, in [0,1]
     */
    public record Result(double statistic, double rankSum, int nonZero, boolean exact, double pValue) {
        /**
         * The matched-pairs rank-biserial correlation (Kerby 2014): rank sum of positive minus that of negative
         * differences, over the sum of all ranks.
         *
         * @return the effect size, in [-1,1]; 0 if every difference is 0
         */
        public double rankBiserial() {
            return rankSum == 0 ? 0 : 2 * statistic / rankSum - 1;
        }
    }
}
