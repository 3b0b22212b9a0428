package org.cyborgml.app.experiment;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.cyborgml.app.cams.Agreement;
import org.cyborgml.training.TrainingLog;

/** Makes the results of trials from the files that they left: log, scores and CAM means; no network is needed. */
final class TrialResults {

    private final ExperimentFolder folder;
    private final Experiment experiment;

    TrialResults(ExperimentFolder folder, Experiment experiment) {
        this.folder = folder;
        this.experiment = experiment;
    }

    /**
     * The result of a trial whose training is over and whose test sets are all scored.
     *
     * @param files of the trial
     */
    TrialResult of(Trial trial, TrialFolder files) throws IOException {
        if (!trial.scenario().isTrained()) {
            return new TrialResult(
                    trial.backbone(),
                    trial.scenario().id(),
                    trial.run(),
                    trial.seed(),
                    -1,
                    0,
                    0,
                    0,
                    0,
                    0,
                    0,
                    0,
                    metrics(files),
                    Map.of());
        }
        TrainingLog log = files.training().log();
        int best = log.bestEpoch();
        if (best < 0) {
            throw new IOException(files.path() + ": has no finished epoch");
        }
        return new TrialResult(
                trial.backbone(),
                trial.scenario().id(),
                trial.run(),
                trial.seed(),
                best,
                log.epochs(),
                EpochTimes.of(files).total(),
                log.epoch().get(best),
                log.crossEntropyByEpoch().get(best),
                log.saliencyByEpoch().get(best),
                log.trainAccuracy().get(best),
                log.validationAccuracy().get(best),
                metrics(files),
                agreement(files));
    }

    private Map<String, TestMetrics> metrics(TrialFolder trial) throws IOException {
        Map<TestSet, TestScores> scores = new LinkedHashMap<>();
        for (TestSet test : experiment.testSets()) {
            scores.put(test, TestScores.read(folder, trial, test.id(), experiment.images(test)));
        }
        return Measuring.metrics(scores);
    }

    private Map<String, Agreement> agreement(TrialFolder trial) throws IOException {
        Map<String, Agreement> all = new LinkedHashMap<>();
        agreement(trial, TrialResult.TRAIN).ifPresent(found -> all.put(TrialResult.TRAIN, found));
        Map<String, Agreement> tests = new LinkedHashMap<>();
        for (TestSet test : experiment.testSets()) {
            agreement(trial, test.id()).ifPresent(found -> tests.put(test.id(), found));
        }
        all.putAll(tests);
        if (experiment.testSets().stream().anyMatch(TestSet::isMain)) {
            return all;
        }
        Agreement.Sums sums = Agreement.Sums.NONE;
        for (Agreement test : tests.values()) {
            sums = sums.plus(test);
        }
        sums.means().ifPresent(pooled -> all.put(TrialResult.POOLED, pooled));
        return all;
    }

    private static Optional<Agreement> agreement(TrialFolder trial, String images) throws IOException {
        return trial.cams(images).flatMap(cams -> Optional.ofNullable(cams.agreement()));
    }
}
