package org.cyborgml.app.paper;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cyborgml.app.experiment.ExperimentRecord.BackboneEntry;
import org.cyborgml.app.experiment.PairedRuns;
import org.cyborgml.training.LossCurve;

/**
 * A setting compared with the baseline at equal training loss: each pair of runs at the lowest cross-entropy that both
 * reached.
 *
 * @param setting the setting
 * @param column on which test set
 * @param runs the pairs
 */
record EqualLoss(Setting setting, TestColumn column, PairedRuns runs) implements Difference {

    /** All that can be compared over two pairs of runs at least. */
    static List<EqualLoss> of(Runs runs, LossCurves curves) {
        List<EqualLoss> all = new ArrayList<>();
        if (runs.baseline().isEmpty()) {
            return all;
        }
        for (BackboneEntry backbone : runs.backbones()) {
            Setting baseline = new Setting(backbone, runs.baseline().get());
            for (Setting setting : runs.settings(backbone)) {
                if (!setting.equals(baseline)) {
                    runs.columns().forEach(column -> compare(runs, curves, baseline, setting, column)
                            .ifPresent(paired -> all.add(new EqualLoss(setting, column, paired))));
                }
            }
        }
        return all;
    }

    private static Optional<PairedRuns> compare(
            Runs runs, LossCurves curves, Setting baseline, Setting setting, TestColumn column) {
        List<Double> before = new ArrayList<>();
        List<Double> after = new ArrayList<>();
        for (int run = 1; run <= runs.experiment().runs(); run++) {
            Optional<LossCurve> one = curves.of(baseline, run, column);
            Optional<LossCurve> other = curves.of(setting, run, column);
            if (runs.isPair(baseline, setting, run) && one.isPresent() && other.isPresent()) {
                double loss = one.get().commonLoss(other.get());
                before.add(one.get().at(loss));
                after.add(other.get().at(loss));
            }
        }
        return PairedRuns.of(before, after);
    }
}
