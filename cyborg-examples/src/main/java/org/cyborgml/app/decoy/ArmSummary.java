package org.cyborgml.app.decoy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.cyborgml.app.experiment.PairedRuns;
import org.cyborgml.metrics.RunSummary;

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
        return Arms.known().stream()
                .map(arm -> of(arm, trained(trials, arm), baseline, trained(trials, baseline)))
                .filter(one -> !one.trials().isEmpty())
                .toList();
    }

    private static List<StudyTrial> trained(List<StudyTrial> trials, Arm arm) {
        return trials.stream().filter(trial -> trial.arm().equals(arm.name())).toList();
    }

    private static ArmSummary of(Arm arm, List<StudyTrial> own, Arm baseline, List<StudyTrial> ofBaseline) {
        if (arm.name().equals(baseline.name())) {
            return new ArmSummary(arm, own, Optional.empty(), Optional.empty());
        }
        Function<StudyTrial, Double> accuracy = trial -> trial.value(Column.RANDOM_VALUE);
        return new ArmSummary(
                arm,
                own,
                PairedRuns.of(bySeed(ofBaseline, accuracy), bySeed(own, accuracy)),
                // Without a decoy a cross-entropy is of another task.
                arm.isDecoy() && baseline.isDecoy()
                        ? PairedRuns.atEqualLoss(
                                bySeed(ofBaseline, StudyTrial::followed), bySeed(own, StudyTrial::followed))
                        : Optional.empty());
    }

    private static <T> Map<Long, T> bySeed(List<StudyTrial> trials, Function<StudyTrial, T> value) {
        Map<Long, T> values = new LinkedHashMap<>();
        trials.forEach(trial -> values.put(trial.seed(), value.apply(trial)));
        return values;
    }

    RunSummary summary(Column column) {
        return RunSummary.of(
                values(column).stream().mapToDouble(Double::doubleValue).toArray());
    }

    List<Double> values(Column column) {
        return trials.stream().map(trial -> trial.value(column)).toList();
    }
}
