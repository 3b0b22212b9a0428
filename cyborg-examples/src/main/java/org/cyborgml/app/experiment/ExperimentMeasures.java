package org.cyborgml.app.experiment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cyborgml.app.files.JsonFiles;
import org.cyborgml.metrics.SettingChoice.Measure;

/** The test sets of an experiment as measures by which settings are chosen: the AUC of each, for each backbone. */
public final class ExperimentMeasures {

    private ExperimentMeasures() {}

    /**
     * The measures of an experiment.
     *
     * @param folder of the experiment
     * @return one for each backbone and test set, with the values of all trained scenarios that are finished, by seed
     * @throws IOException if a file cannot be read
     */
    public static List<Measure> of(ExperimentFolder folder) throws IOException {
        Experiment experiment = JsonFiles.MAPPER.treeToValue(folder.read().plan(), Experiment.class);
        List<Measure> measures = new ArrayList<>();
        for (Backbone backbone : experiment.backbones()) {
            for (TestSet test : experiment.testSets()) {
                Map<String, Map<Long, Double>> values = new LinkedHashMap<>();
                for (Trial trial : experiment.trials()) {
                    Optional<TrialResult> result = trial.backbone().equals(backbone.id())
                                    && trial.scenario().isTrained()
                            ? folder.trial(trial).result()
                            : Optional.empty();
                    Optional<TestMetrics> tested =
                            result.flatMap(one -> Optional.ofNullable(one.test().get(test.id())));
                    if (tested.isPresent()) {
                        values.computeIfAbsent(trial.scenario().id(), id -> new HashMap<>())
                                .put(trial.seed(), tested.get().auc());
                    }
                }
                String network = experiment.backbones().size() > 1 ? backbone.id() + ", " : "";
                measures.add(
                        new Measure(folder.path().getFileName() + ": " + network + "AUC of " + test.title(), values));
            }
        }
        return measures;
    }
}
