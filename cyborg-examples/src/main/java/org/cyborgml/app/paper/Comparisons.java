package org.cyborgml.app.paper;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cyborgml.app.experiment.ExperimentRecord.BackboneEntry;
import org.cyborgml.app.experiment.PairedRuns;
import org.cyborgml.metrics.HolmCorrection;

/** Every setting's AUC compared with the baseline's on every test set, over the runs that are finished in both. */
final class Comparisons {

    private final List<Comparison> all;

    private Comparisons(List<Comparison> all) {
        this.all = List.copyOf(all);
    }

    private record Pairing(Setting setting, TestColumn column, PairedRuns runs) {}

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

    private static Optional<PairedRuns> compare(Runs runs, Setting baseline, Setting setting, TestColumn column) {
        double[] before = runs.values(baseline, Measure.AUC, column);
        double[] after = runs.values(setting, Measure.AUC, column);
        int[] pairs = IntStream.range(0, before.length)
                .filter(i -> runs.isPair(baseline, setting, i + 1))
                .filter(i -> !Double.isNaN(before[i] + after[i]))
                .toArray();
        return PairedRuns.of(at(before, pairs), at(after, pairs));
    }

    private static List<Double> at(double[] values, int[] places) {
        return IntStream.of(places).mapToObj(i -> values[i]).toList();
    }

    private static List<Comparison> corrected(List<Pairing> pairings, ScoreCurves curves) {
        if (pairings.isEmpty()) {
            return List.of();
        }
        double[] holm = HolmCorrection.adjusted(
                pairings.stream().mapToDouble(p -> p.runs().tPValue()).toArray());
        return IntStream.range(0, pairings.size())
                .mapToObj(i -> {
                    Pairing p = pairings.get(i);
                    return new Comparison(
                            p.setting(), p.column(), p.runs(), holm[i], curves.deLong(p.setting(), p.column()));
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
