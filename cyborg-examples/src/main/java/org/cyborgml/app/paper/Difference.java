package org.cyborgml.app.paper;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.cyborgml.app.experiment.PairedRuns;
import org.cyborgml.app.report.Numbers;

/**
 * A setting's AUC, or accuracy of more than two classes, compared with the baseline's over paired runs.
 *
 * @param setting the setting
 * @param column on which test set
 * @param runs the pairs
 */
record Difference(Setting setting, TestColumn column, PairedRuns runs) {

    /** A way to compare a setting with the baseline. */
    @FunctionalInterface
    interface Method {

        /** The pairs; empty if there are too few. */
        Optional<PairedRuns> compare(Setting baseline, Setting setting, TestColumn column);
    }

    /** Every setting compared on every test set, as far as there are pairs. */
    static List<Difference> all(Runs runs, Method method) {
        List<Difference> all = new ArrayList<>();
        runs.baseline().ifPresent(scenario -> runs.settings().stream()
                .filter(setting -> !setting.scenario().equals(scenario))
                .forEach(setting -> runs.columns()
                        .forEach(column -> method.compare(new Setting(setting.backbone(), scenario), setting, column)
                                .ifPresent(pairs -> all.add(new Difference(setting, column, pairs))))));
        return all;
    }

    /** Those of the networks that the trainings chose. */
    static List<Difference> ofChosen(Runs runs) {
        return all(
                runs,
                (baseline, setting, column) ->
                        PairedRuns.of(runs.bySeed(baseline, column), runs.bySeed(setting, column)));
    }

    /** Those at equal training loss: each pair of runs at the lowest cross-entropy that both reached. */
    static List<Difference> atEqualLoss(Runs runs, EpochCurves curves) {
        return all(
                runs,
                (baseline, setting, column) ->
                        PairedRuns.atEqualLoss(curves.byLoss(baseline, column), curves.byLoss(setting, column)));
    }

    boolean isOf(Setting wanted, TestColumn on) {
        return setting.equals(wanted) && column.equals(on);
    }

    /** The mean difference with its interval. */
    String text(int decimals) {
        return Numbers.difference(runs.mean(), runs.interval(), decimals);
    }

    /** Decimals that no end of an interval is lost by. */
    static int decimals(List<Difference> all) {
        return Numbers.decimals(all.stream()
                .map(one -> one.runs().interval())
                .flatMapToDouble(interval -> DoubleStream.of(interval.lower(), interval.upper())));
    }
}
