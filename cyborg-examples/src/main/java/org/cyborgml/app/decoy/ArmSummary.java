package org.cyborgml.app.decoy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.cyborgml.app.decoy.Arm.Training;
import org.cyborgml.metrics.PairedComparison;
import org.cyborgml.metrics.RunSummary;
import org.cyborgml.training.LossCurve;

/**
 * An arm over its finished seeds.
 *
 * @param arm the arm
 * @param cells its trainings, at least one
 * @param difference accuracy on random patch values against the baseline's trainings of the same seeds; empty with fewer than
 *     two seeds in common, and for the baseline itself
 * @param atEqualLoss its followed accuracy against that of the baseline, both at the lowest cross-entropy that both reached;
 *     empty likewise
 */
record ArmSummary(
        Arm arm, List<Cell> cells, Optional<PairedComparison> difference, Optional<PairedComparison> atEqualLoss) {

    /** All arms that have a finished training, in the order of the study. */
    static List<ArmSummary> of(List<Cell> cells, Arm baseline) {
        List<Cell> ofBaseline = of(cells, baseline.name());
        List<ArmSummary> all = new ArrayList<>();
        for (Arm arm : Arms.all()) {
            List<Cell> own = of(cells, arm.name());
            if (!own.isEmpty()) {
                // Without a decoy a cross-entropy is of another task.
                boolean hasEqualLoss = arm.training() == Training.DECOY && baseline.training() == Training.DECOY;
                all.add(of(arm, own, arm.name().equals(baseline.name()) ? List.of() : ofBaseline, hasEqualLoss));
            }
        }
        return all;
    }

    private static List<Cell> of(List<Cell> cells, String arm) {
        return cells.stream().filter(cell -> cell.arm().equals(arm)).toList();
    }

    private static ArmSummary of(Arm arm, List<Cell> own, List<Cell> baseline, boolean hasEqualLoss) {
        List<Double> before = new ArrayList<>();
        List<Double> after = new ArrayList<>();
        List<Double> baselineThere = new ArrayList<>();
        List<Double> there = new ArrayList<>();
        for (Cell cell : own) {
            for (Cell other : baseline) {
                if (other.seed() == cell.seed()) {
                    before.add(other.value(Column.RANDOM_VALUE));
                    after.add(cell.value(Column.RANDOM_VALUE));
                    LossCurve baselineCurve = other.followed();
                    LossCurve curve = cell.followed();
                    double loss = curve.commonLoss(baselineCurve);
                    baselineThere.add(baselineCurve.at(loss));
                    there.add(curve.at(loss));
                }
            }
        }
        return new ArmSummary(
                arm, own, compared(before, after), hasEqualLoss ? compared(baselineThere, there) : Optional.empty());
    }

    private static Optional<PairedComparison> compared(List<Double> before, List<Double> after) {
        return before.size() < 2 ? Optional.empty() : Optional.of(PairedComparison.of(array(before), array(after)));
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    RunSummary summary(Column column) {
        return summary(cell -> cell.value(column));
    }

    RunSummary summary(ToDoubleFunction<Cell> value) {
        return RunSummary.of(cells.stream().mapToDouble(value).toArray());
    }

    List<Double> values(Column column) {
        return cells.stream().map(cell -> cell.value(column)).toList();
    }
}
