package org.cyborgml.app.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.cyborgml.metrics.ConfidenceInterval;
import org.cyborgml.metrics.PairedComparison;
import org.cyborgml.training.LossCurve;

/**
 * A value of the runs of two scenarios, paired by seed: the one paired comparison of all reports.
 *
 * @param comparison of all pairs
 * @param differences pair by pair, the scenario's value minus the baseline's
 */
public record PairedRuns(PairedComparison comparison, List<Double> differences) {

    /** The level of every test; intervals are at one minus it. */
    public static final double LEVEL = 0.05;

    /** Copies the differences. */
    public PairedRuns {
        differences = List.copyOf(differences);
    }

    /**
     * Compares values by the seeds of their runs.
     *
     * @return empty if fewer than two seeds are in both
     */
    public static Optional<PairedRuns> of(Map<Long, Double> baseline, Map<Long, Double> scenario) {
        return of(baseline, scenario, (before, after) -> new double[] {before, after});
    }

    /**
     * Compares values at equal training loss: each pair of runs at the lowest loss that both reached.
     *
     * @return empty if fewer than two seeds are in both
     */
    public static Optional<PairedRuns> atEqualLoss(Map<Long, LossCurve> baseline, Map<Long, LossCurve> scenario) {
        return of(baseline, scenario, (before, after) -> {
            double loss = after.commonLoss(before);
            return new double[] {before.at(loss), after.at(loss)};
        });
    }

    private static <T> Optional<PairedRuns> of(
            Map<Long, T> baseline, Map<Long, T> scenario, BiFunction<T, T, double[]> values) {
        List<double[]> pairs = new ArrayList<>();
        scenario.forEach((seed, after) -> {
            T before = baseline.get(seed);
            if (before != null) {
                pairs.add(values.apply(before, after));
            }
        });
        return pairs.size() < 2
                ? Optional.empty()
                : Optional.of(new PairedRuns(
                        PairedComparison.of(column(pairs, 0), column(pairs, 1)),
                        pairs.stream().map(pair -> pair[1] - pair[0]).toList()));
    }

    private static double[] column(List<double[]> pairs, int column) {
        return pairs.stream().mapToDouble(pair -> pair[column]).toArray();
    }

    /** Number of pairs. */
    public int pairs() {
        return differences.size();
    }

    /** Mean difference. */
    public double mean() {
        return comparison.difference().mean();
    }

    /** Confidence interval of the mean difference, from Student's t. */
    public ConfidenceInterval interval() {
        return comparison.interval(1 - LEVEL);
    }

    /** Two-sided p-value of the paired t-test. */
    public double tPValue() {
        return comparison.tTest().pValue();
    }

    /** Two-sided p-value of the Wilcoxon signed-rank test. */
    public double wilcoxonPValue() {
        return comparison.wilcoxon().pValue();
    }
}
