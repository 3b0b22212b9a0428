package org.cyborgml.app.decoy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.cyborgml.app.experiment.PairedRuns;
import org.cyborgml.metrics.RunSummary;
import org.cyborgml.training.LossCurve;

/**
 * An arm over its finished seeds.
 *
 * @param arm the arm
 * @param trials its trainings, at least one
 * @param difference accuracy on random patch values against the baseline's trainings of the same seeds; empty with fewer than
 *     two seeds in common, and for the baseline itself
 * @param atEqualLoss its followed accuracy against that of the baseline, both at the lowest cross-entropy that both reached;
 *     empty likewise
 */
record ArmSummary(Arm arm, List<StudyTrial> trials, Optional<PairedRuns> difference, Optional<PairedRuns> atEqualLoss) {

    /** All arms that have a finished training, in the order of the study. */
    static List<ArmSummary> of(List<StudyTrial> trials, Arm baseline) {
        List<StudyTrial> ofBaseline = of(trials, baseline.name());
        List<ArmSummary> all = new ArrayList<>();
        for (Arm arm : Arms.all()) {
            List<StudyTrial> own = of(trials, arm.name());
            if (!own.isEmpty()) {
                // Without a decoy a cross-entropy is of another task.
                boolean hasEqualLoss = arm.isDecoy() && baseline.isDecoy();
                all.add(of(arm, own, arm.name().equals(baseline.name()) ? List.of() : ofBaseline, hasEqualLoss));
            }
        }
        return all;
    }

    private static List<StudyTrial> of(List<StudyTrial> trials, String arm) {
        return trials.stream().filter(trial -> trial.arm().equals(arm)).toList();
    }

    private static ArmSummary of(Arm arm, List<StudyTrial> own, List<StudyTrial> baseline, boolean hasEqualLoss) {
        List<Double> before = new ArrayList<>();
        List<Double> after = new ArrayList<>();
        List<Double> baselineThere = new ArrayList<>();
        List<Double> there = new ArrayList<>();
        for (StudyTrial trial : own) {
            for (StudyTrial other : baseline) {
                if (other.seed() == trial.seed()) {
                    before.add(other.value(Column.RANDOM_VALUE));
                    after.add(trial.value(Column.RANDOM_VALUE));
                    LossCurve baselineCurve = other.followed();
                    LossCurve curve = trial.followed();
                    double loss = curve.commonLoss(baselineCurve);
                    baselineThere.add(baselineCurve.at(loss));
                    there.add(curve.at(loss));
                }
            }
        }
        return new ArmSummary(
                arm,
                own,
                PairedRuns.of(before, after),
                hasEqualLoss ? PairedRuns.of(baselineThere, there) : Optional.empty());
    }

    RunSummary summary(Column column) {
        return summary(trial -> trial.value(column));
    }

    RunSummary summary(ToDoubleFunction<StudyTrial> value) {
        return RunSummary.of(trials.stream().mapToDouble(value).toArray());
    }

    List<Double> values(Column column) {
        return trials.stream().map(trial -> trial.value(column)).toList();
    }
}
