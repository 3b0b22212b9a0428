package org.cyborgml.app.paper;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.cyborgml.app.experiment.TrialResult;
import org.cyborgml.app.paper.ValueTable.Value;
import org.cyborgml.app.report.Item;
import org.cyborgml.app.report.Item.Layout;
import org.cyborgml.app.report.Numbering;
import org.cyborgml.app.report.Panel;

/** The section of a report on the trainings: accuracies by epoch, the measure at equal training loss. */
final class TrainingSection {

    private final Runs runs;
    private final EpochCurves curves;
    private final List<Difference> equalLoss;
    private final Charts charts;
    private final Numbering numbers;
    private final Measure measure;

    TrainingSection(Runs runs, EpochCurves curves, List<Difference> equalLoss, Charts charts, Numbering numbers) {
        this.runs = runs;
        this.curves = curves;
        this.equalLoss = List.copyOf(equalLoss);
        this.charts = charts;
        this.numbers = numbers;
        this.measure = runs.measure();
    }

    /** The items; none if no scenario of the plan is trained. */
    List<Item> items() {
        List<Item> items = new ArrayList<>();
        if (runs.settings().stream()
                .noneMatch(setting -> runs.results(setting).stream().anyMatch(TrialResult::isTrained))) {
            return items;
        }
        if (!curves.isEmpty()) {
            items.add(numbers.figure(
                    "accuracy-by-epoch",
                    "Accuracy on training and validation images by epoch, mean over the runs with a band of ± one standard"
                            + " deviation where there are several.",
                    charts.epochs(curves),
                    Layout.WIDE));
        }
        if (runs.isTested()) {
            items.addAll(byLoss());
        }
        ValueTable values = new ValueTable(
                runs,
                "value",
                List.of(
                        new Value("best_epoch", "Epoch", 1, r -> trained(r, r.bestEpoch() + 1)),
                        new Value("train_cross_entropy", "Cross-entropy", 3, r -> trained(r, r.trainCrossEntropy())),
                        new Value("train_saliency", "Saliency term", 4, TrainingSection::trainedSaliency),
                        new Value("train_accuracy", "Accuracy, training", 3, r -> trained(r, r.trainAccuracy())),
                        new Value(
                                "validation_accuracy",
                                "Accuracy, validation",
                                3,
                                r -> trained(r, r.validationAccuracy())),
                        new Value("train_minutes", "Minutes", 1, r -> trained(r, r.trainSeconds() / 60))));
        items.add(numbers.table(
                "training",
                "The training's state in the epoch whose network was tested (that of the highest validation accuracy, of"
                        + " equal ones the last; counted from 1), and how long all epochs took; mean ± SD over the runs. The"
                        + " saliency term is the mean distance of CAM and map, where it is trained.",
                values.table(),
                values.csv()));
        return items;
    }

    /** The tested measure against the loss that the training had reached. */
    private List<Item> byLoss() {
        List<Item> items = new ArrayList<>();
        items.add(numbers.figure(
                measure.id() + "-by-training-loss",
                measure.title()
                        + " against the cross-entropy that the training had reached in the epoch whose network was tested: one"
                        + " mark for each run. Where scenarios fit the training images at different speed, only marks"
                        + " above each other compare them at equal training loss.",
                charts.equalLoss(),
                Layout.WIDE));
        List<Panel> byLoss = charts.byLoss(curves);
        if (!byLoss.isEmpty()) {
            items.add(numbers.figure(
                    measure.id() + "-by-epoch-and-training-loss",
                    measure.title()
                            + " after every epoch against the cross-entropy of the epoch's training, mean over the runs, a dot for"
                            + " each epoch, with a band of ± one standard deviation where there are several runs. Training"
                            + " goes from the right to the left.",
                    byLoss,
                    Layout.WIDE));
        }
        if (!equalLoss.isEmpty()) {
            DifferenceTable<Difference> table = DifferenceTable.atEqualLoss(runs, equalLoss);
            items.add(numbers.table(
                    measure.id() + "-at-equal-loss",
                    measure.title() + " minus that of " + runs.baselineTitle()
                            + " at equal training loss: each pair of runs at the lowest mean"
                            + " cross-entropy of an epoch that both reached, on the straight line between the epochs about"
                            + " it. Otherwise as Table 2; p-values are not corrected for their number. It tells whether a"
                            + " scenario does more than fit the training images faster or more slowly.",
                    table.table(),
                    table.csv()));
            items.add(numbers.figure(
                    measure.id() + "-differences-at-equal-loss",
                    measure.title() + " minus that of " + runs.baselineTitle() + " at equal training loss, as in Table "
                            + numbers.tables() + ". " + Charts.DIFFERENCE_MARKS,
                    charts.differences(equalLoss),
                    Layout.WIDE));
        }
        return items;
    }

    /** A number of a training; empty for a detector that was not trained here. */
    private static OptionalDouble trained(TrialResult result, double value) {
        return result.isTrained() ? OptionalDouble.of(value) : OptionalDouble.empty();
    }

    /** Classical training notes 0. */
    private static OptionalDouble trainedSaliency(TrialResult result) {
        return result.trainSaliency() == 0 ? OptionalDouble.empty() : OptionalDouble.of(result.trainSaliency());
    }
}
