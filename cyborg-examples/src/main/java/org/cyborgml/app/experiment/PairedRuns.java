package org.cyborgml.app.experiment;

import com.google.common.primitives.Doubles;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cyborgml.metrics.ConfidenceInterval;
import org.cyborgml.metrics.PairedComparison;

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

    /** Compares values, run by run; empty if there are fewer than two pairs. */
    public static Optional<PairedRuns> of(List<Double> baseline, List<Double> scenario) {
        if (baseline.size() < 2) {
            return Optional.empty();
        }
        return Optional.of(new PairedRuns(
                PairedComparison.of(Doubles.toArray(baseline), Doubles.toArray(scenario)),
                IntStream.range(0, baseline.size())
                        .mapToObj(i -> scenario.get(i) - baseline.get(i))
                        .toList()));
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
