package org.cyborgml.app.paper;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cyborgml.app.experiment.PairedRuns;
import org.cyborgml.metrics.HolmCorrection;

/**
 * A setting compared with the baseline by the networks that the training chose.
 *
 * @param difference of the two
 * @param holm p-value of the paired t-test after Holm's correction over all comparisons of the report
 * @param networks test of the two networks of each run
 */
record Comparison(Difference difference, double holm, PairTestCount networks) {

    /** Every setting compared with the baseline on every test set, over the runs that are finished in both. */
    static List<Comparison> all(Runs runs, ScoreCurves curves) {
        List<Difference> all = Difference.ofChosen(runs);
        if (all.isEmpty()) {
            return List.of();
        }
        double[] holm = HolmCorrection.adjusted(
                all.stream().mapToDouble(one -> one.runs().tPValue()).toArray());
        return IntStream.range(0, holm.length)
                .mapToObj(i -> new Comparison(
                        all.get(i),
                        holm[i],
                        curves.networks(all.get(i).setting(), all.get(i).column())))
                .toList();
    }

    static Optional<Comparison> of(Setting setting, TestColumn column, List<Comparison> all) {
        return all.stream()
                .filter(one -> one.difference().isOf(setting, column))
                .findFirst();
    }

    PairedRuns runs() {
        return difference.runs();
    }

    boolean isSignificant() {
        return runs().tPValue() < PairedRuns.LEVEL;
    }

    boolean isSignificantCorrected() {
        return holm < PairedRuns.LEVEL;
    }
}
