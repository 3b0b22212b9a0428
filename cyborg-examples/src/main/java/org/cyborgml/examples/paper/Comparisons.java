package org.cyborgml.examples.paper;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cyborgml.examples.experiment.ExperimentRecord.BackboneEntry;
import org.cyborgml.metrics.HolmCorrection;
import org.cyborgml.metrics.PairedComparison;

/** Every setting's AUC compared with the baseline's on every test set, over the runs that are finished in both. */
final class Comparisons {

    private final List<Comparison> all;

    private Comparisons(List<Comparison> all) {
        this.all = List.copyOf(all);
    }

    private record Pairing(Setting setting, TestColumn column, PairedComparison paired) {}

    static Comparisons of(Runs runs, ScoreCurves curves) {
        List<Pairing> pairings = new ArrayList<>();
        if (runs.baseline().isPresent()) {
            for (BackboneEntry backbone : runs.backbones()) {
                Setting baseline = new Setting(backbone, runs.baseline().get());
                for (Setting setting : runs.settings(backbone)) {
                    if (!setting.equals(baseline)) {
                        runs.columns().forEach(column -> compare(runs, baseline, setting, column)
                                .ifPresent(paired -> pairings.add(new Pairing(setting, column, paired))));
                    }
                }
            }
        }
        return new Comparisons(corrected(pairings, curves));
    }

    private static Optional<PairedComparison> compare(Runs runs, Setting baseline, Setting setting, TestColumn column) {
        double[] before = runs.values(baseline, Measure.AUC, column);
        double[] after = runs.values(setting, Measure.AUC, column);
        int[] pairs = IntStream.range(0, before.length)
                .filter(i -> runs.isPair(baseline, setting, i + 1))
                .filter(i -> !Double.isNaN(before[i] + after[i]))
                .toArray();
        if (pairs.length < 2) {
            return Optional.empty();
        }
        return Optional.of(PairedComparison.of(
                IntStream.of(pairs).mapToDouble(i -> before[i]).toArray(),
                IntStream.of(pairs).mapToDouble(i -> after[i]).toArray()));
    }

    private static List<Comparison> corrected(List<Pairing> pairings, ScoreCurves curves) {
        if (pairings.isEmpty()) {
            return List.of();
        }
        double[] holm = HolmCorrection.adjusted(
                pairings.stream().mapToDouble(p -> p.paired().tTest().pValue()).toArray());
        return IntStream.range(0, pairings.size())
                .mapToObj(i -> {
                    Pairing p = pairings.get(i);
                    return new Comparison(
                            p.setting(), p.column(), p.paired(), holm[i], curves.deLong(p.setting(), p.column()));
                })
                .toList();
    }

    List<Comparison> all() {
        return all;
    }

    Optional<Comparison> of(Setting setting, TestColumn column) {
        return all.stream()
                .filter(c -> c.setting().equals(setting) && c.column().equals(column))
                .findFirst();
    }
}
