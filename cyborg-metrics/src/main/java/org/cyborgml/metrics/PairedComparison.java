package org.cyborgml.metrics;

import org.apache.commons.math3.special.Gamma;

/**
 * A metric of two scenarios compared over paired runs, such as classical and CYBORG training with the same seeds.
 *
 * <p>Pair i is run i of both scenarios; all differences are other minus baseline. Both tests are two-sided; the interval
 * and the t-test take the differences to be normal, the Wilcoxon test only symmetric.
 *
 * @param baseline the baseline's values
 * @param other the other scenario's values
 * @param difference the paired differences, other minus baseline
 * @param tTest the paired t-test of the differences
 * @param wilcoxon the signed-rank test of the differences, zeros dropped
 */
public record PairedComparison(
        RunSummary baseline,
        RunSummary other,
        RunSummary difference,
        PairedTTest.Result tTest,
        WilcoxonSignedRankTest.Result wilcoxon) {

    /**
     * Compares two scenarios.
     *
     * @param baseline the metric of the baseline's run i, finite
     * @param other the metric of the other scenario's run i, finite
     * @return the comparison
     * @throws IllegalArgumentException if the lengths differ, there are fewer than 2 pairs or a value is NaN or infinite
     */
    public static PairedComparison of(double[] baseline, double[] other) {
        Arguments.sameLength("baseline", baseline.length, "other", other.length);
        Arguments.atLeast("number of pairs", baseline.length, 2);
        Arguments.finite("baseline", baseline);
        Arguments.finite("other", other);
        double[] differences = new double[baseline.length];
        for (int i = 0; i < differences.length; i++) {
            differences[i] = other[i] - baseline[i];
        }
        return new PairedComparison(
                RunSummary.of(baseline),
                RunSummary.of(other),
                RunSummary.of(differences),
                PairedTTest.withDefaults().test(differences),
                WilcoxonSignedRankTest.withDefaults().test(differences));
    }

    /**
     * Cohen's d of paired data (d_z): the mean difference over the standard deviation of the differences.
     *
     * @return the effect size; 0 if all differences are 0, infinite if they are equal otherwise
     */
    public double cohenD() {
        return difference.mean() == 0 ? 0 : difference.mean() / difference.standardDeviation();
    }

    /**
     * Hedges' g: Cohen's d times gamma(f/2) / (sqrt(f/2) gamma((f-1)/2)) with f = pairs - 1, which takes out its upward bias
     * in few runs (Hedges 1981).
     *
     * @return the corrected effect size
     * @throws IllegalArgumentException if there are fewer than 3 pairs, for which there is no correction
     */
    public double hedgesG() {
        double half = (Arguments.atLeast("number of pairs", difference.runs(), 3) - 1) / 2.0;
        return cohenD() * Math.exp(Gamma.logGamma(half) - Gamma.logGamma(half - 0.5)) / Math.sqrt(half);
    }

    /**
     * A confidence interval of the mean difference from Student's t.
     *
     * @param level the confidence level, in (0,1)
     * @return the interval
     * @throws IllegalArgumentException if the level is outside (0,1)
     */
    public ConfidenceInterval interval(double level) {
        return difference.interval(level);
    }
}
