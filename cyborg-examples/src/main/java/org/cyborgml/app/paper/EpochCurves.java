package org.cyborgml.app.paper;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cyborgml.app.experiment.ExperimentRecord.BackboneEntry;
import org.cyborgml.metrics.RunSummary;
import org.cyborgml.training.TrainingLog;

/** Accuracies by epoch of every setting, over its finished runs. */
final class EpochCurves {

    private final Map<Setting, List<Accuracies>> runs;

    /**
     * Of one run.
     *
     * @param training by epoch
     * @param validation by epoch
     */
    private record Accuracies(List<Double> training, List<Double> validation) {}

    /** Which images an accuracy is on. */
    enum On {
        TRAINING,
        VALIDATION
    }

    private EpochCurves(Map<Setting, List<Accuracies>> runs) {
        this.runs = runs;
    }

    static EpochCurves read(Runs runs) throws IOException {
        Map<Setting, List<Accuracies>> all = new HashMap<>();
        for (BackboneEntry backbone : runs.backbones()) {
            for (Setting setting : runs.settings(backbone)) {
                List<Accuracies> finished = new ArrayList<>();
                for (int run = 1; run <= runs.experiment().runs(); run++) {
                    if (runs.result(setting, run).isPresent()) {
                        TrainingLog log = runs.trial(setting, run).training().log();
                        finished.add(new Accuracies(log.trainAccuracy(), log.validationAccuracy()));
                    }
                }
                all.put(setting, finished);
            }
        }
        return new EpochCurves(all);
    }

    /** Over the runs that have the epoch, one entry per epoch; none if no run is finished. */
    List<RunSummary> of(Setting setting, On images) {
        List<List<Double>> curves = runs.getOrDefault(setting, List.of()).stream()
                .map(run -> images == On.TRAINING ? run.training() : run.validation())
                .toList();
        int epochs = curves.stream().mapToInt(List::size).max().orElse(0);
        List<RunSummary> summaries = new ArrayList<>();
        for (int epoch = 0; epoch < epochs; epoch++) {
            int at = epoch;
            summaries.add(RunSummary.of(curves.stream()
                    .filter(curve -> curve.size() > at)
                    .mapToDouble(curve -> curve.get(at))
                    .toArray()));
        }
        return summaries;
    }
}
