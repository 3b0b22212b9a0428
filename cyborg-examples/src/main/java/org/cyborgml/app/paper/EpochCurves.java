package org.cyborgml.app.paper;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cyborgml.app.experiment.LossEpoch;
import org.cyborgml.app.experiment.TrialFolder;
import org.cyborgml.app.experiment.TrialResult;
import org.cyborgml.metrics.RunSummary;
import org.cyborgml.training.LossCurve;
import org.cyborgml.training.TrainingLog;

/** Numbers of every epoch of every setting's finished runs. */
final class EpochCurves {

    private final Map<Setting, List<Run>> runs = new HashMap<>();
    private final List<String> missing = new ArrayList<>();

    /**
     * A run, epoch by epoch.
     *
     * @param seed of the run
     * @param training accuracy
     * @param validation accuracy
     * @param crossEntropy mean over the epoch's steps; none if its epochs were not tested
     * @param tests AUC, or accuracy of more than two classes, by test set; none likewise
     */
    private record Run(
            long seed,
            List<Double> training,
            List<Double> validation,
            List<Double> crossEntropy,
            Map<String, List<Double>> tests) {}

    /** Which images an accuracy is on. */
    enum On {
        TRAINING,
        VALIDATION
    }

    private EpochCurves() {}

    static EpochCurves read(Runs runs) throws IOException {
        EpochCurves curves = new EpochCurves();
        for (Setting setting : runs.settings()) {
            List<Run> all = new ArrayList<>();
            for (TrialResult result : runs.results(setting)) {
                if (!result.isTrained()) {
                    continue;
                }
                TrialFolder trial = runs.trial(setting, result.run());
                TrainingLog log = trial.training().log();
                if (log.epochs() == 0) {
                    curves.missing.add(setting + ", run " + result.run()
                            + ": its training log is not there; curves over the epochs lack this run");
                    continue;
                }
                Map<String, List<Double>> tests = trial.epochTests()
                        .flatMap(found ->
                                Optional.ofNullable(runs.measure() == Measure.AUC ? found.auc() : found.accuracy()))
                        .orElse(Map.of());
                all.add(new Run(
                        result.seed(),
                        log.trainAccuracy(),
                        log.validationAccuracy(),
                        tests.isEmpty() ? List.of() : log.crossEntropyByEpoch(),
                        tests));
            }
            curves.runs.put(setting, all);
        }
        return curves;
    }

    boolean isEmpty() {
        return runs.values().stream().allMatch(List::isEmpty);
    }

    /** The training logs of finished trials that are not there, and what lacks them; one line if that is all of them. */
    List<String> missing() {
        return !isEmpty() || missing.isEmpty()
                ? List.copyOf(missing)
                : List.of("The training logs of all runs are not there, so there are no curves over the epochs");
    }

    private List<Run> runs(Setting setting) {
        return runs.getOrDefault(setting, List.of());
    }

    /** Accuracy over the runs that have the epoch, one entry per epoch; none if no run is finished. */
    List<RunSummary> accuracy(Setting setting, On images) {
        List<List<Double>> curves = runs(setting).stream()
                .map(run -> images == On.TRAINING ? run.training() : run.validation())
                .toList();
        int epochs = curves.stream().mapToInt(List::size).max().orElse(0);
        return IntStream.range(0, epochs)
                .mapToObj(epoch -> RunSummary.of(curves.stream()
                        .filter(curve -> curve.size() > epoch)
                        .mapToDouble(curve -> curve.get(epoch))
                        .toArray()))
                .toList();
    }

    /** The measure that scenarios are compared by, after every epoch by the training loss, by seed, of the runs whose epochs were all tested. */
    Map<Long, LossCurve> byLoss(Setting setting, TestColumn column) {
        Map<Long, LossCurve> curves = new LinkedHashMap<>();
        for (Run run : runs(setting)) {
            List<Double> tested = run.tests().getOrDefault(column.id(), List.of());
            // A test set that was added later lacks epochs.
            if (!tested.isEmpty() && tested.size() == run.crossEntropy().size()) {
                curves.put(run.seed(), new LossCurve(run.crossEntropy(), tested));
            }
        }
        return curves;
    }

    /** The mean of these over the runs. */
    List<LossEpoch> meanByLoss(Setting setting, TestColumn column) {
        return LossEpoch.means(List.copyOf(byLoss(setting, column).values()));
    }
}
