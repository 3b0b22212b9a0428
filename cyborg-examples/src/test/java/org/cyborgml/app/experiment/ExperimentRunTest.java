package org.cyborgml.app.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cyborgml.metrics.AucEstimate;
import org.cyborgml.metrics.ConfidenceInterval;
import org.cyborgml.metrics.IntervalMethod;
import org.cyborgml.saliency.file.FolderLock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentRunTest {

    @TempDir
    private Path data;

    private Experiment experiment;

    @BeforeEach
    void write() throws IOException {
        experiment = Plans.read(ToyExperiment.write(data)).withRuns(1);
    }

    private TrialScheduler.Outcome run(Experiment one) throws IOException {
        return ExperimentRun.of(one, data, data.resolve("out")).run();
    }

    private TrialResult result(String scenario, int run) throws IOException {
        return ExperimentFolder.of(data.resolve("out"))
                .trial("small_cnn", scenario, run)
                .result()
                .orElseThrow();
    }

    @Test
    void resultsAreThoseOfTheFilesAndWhatIsAddedIsDone() throws IOException {
        assertThat(run(experiment)).isEqualTo(new TrialScheduler.Outcome(2, 0, Map.of()));
        ExperimentFolder out = ExperimentFolder.of(data.resolve("out"));
        TrialFolder trial = out.trial("small_cnn", "cyborg", 1);
        TrialResult cyborg = result("cyborg", 1);
        assertThat(cyborg.test()).containsOnlyKeys("csv", "lists", "pooled");
        assertThat(cyborg.agreement()).containsOnlyKeys("train", "lists", "pooled");
        assertThat(cyborg.agreement().get("train").images()).isEqualTo(12);
        assertThat(result("classical", 1).agreement()).containsOnlyKeys("train", "lists", "pooled");
        assertThat(result("classical", 1).trainSaliency()).isZero();
        assertThat(cyborg.trainSaliency()).isPositive();
        assertThat(cyborg.seed()).isEqualTo(experiment.seeds().get(0));
        assertThat(cyborg.trainLoss())
                .isCloseTo((cyborg.trainCrossEntropy() + cyborg.trainSaliency()) / 2, within(1e-9));

        // Of the pooled, the real images of both test sets are the same ones.
        assertThat(cyborg.test().get("csv").real()).isEqualTo(11);
        assertThat(cyborg.test().get("pooled").real()).isEqualTo(11);
        assertThat(cyborg.test().get("pooled").synthetic()).isEqualTo(20);
        AucEstimate auc =
                AucEstimate.of(TestScores.read(out, trial, "csv", null).binary());
        ConfidenceInterval interval = auc.interval(0.95, IntervalMethod.LOGIT);
        assertThat(cyborg.test().get("csv").auc()).isEqualTo(auc.value());
        assertThat(cyborg.test().get("csv").aucLow()).isEqualTo(interval.lower());
        // The same images by csv and by lists: the same metrics.
        assertThat(cyborg.test().get("lists").auc()).isEqualTo(auc.value());
        CamFile cams = trial.cams("csv").orElseThrow();
        assertThat(cams.map().images()).isEqualTo(21);
        assertThat(cams.map().mean()).hasSize(64).allMatch(value -> value >= 0 && value <= 1);
        assertThat(cams.agreement()).isNull();
        assertThat(trial.path().resolve("Logs/current_model.zip")).doesNotExist();

        ExperimentRecord record = out.read();
        assertThat(record.testSets())
                .extracting(ExperimentRecord.TestSetEntry::real)
                .containsExactly(11, 11);
        assertThat(record.testSets())
                .extracting(ExperimentRecord.TestSetEntry::images)
                .containsExactly("test/images", "test/images");
        assertThat(record.scenarios().get(0).baseline()).isTrue();
        assertThat(record.meanHumanMap().images()).isEqualTo(12);
        assertThat(record.provenance().data().get("split.csv")).hasSize(64);

        // Metrics anew: the same.
        Files.delete(data.resolve("images/face0.png"));
        assertThat(ExperimentRun.evaluate(data.resolve("out"))).isEqualTo(2);
        assertThat(result("cyborg", 1)).isEqualTo(cyborg);
        // All is done: nothing is looked at.
        assertThat(run(experiment).kept()).isEqualTo(2);
    }

    @Test
    void testsOfEveryEpochAreThoseOfTheTestedNetworkAndChangeNoTraining() throws IOException {
        run(experiment);
        ExperimentFolder out = ExperimentFolder.of(data.resolve("out"));
        Map<String, List<Double>> auc =
                out.trial("small_cnn", "cyborg", 1).epochTests().orElseThrow().auc();
        TrialResult result = result("cyborg", 1);
        assertThat(auc).containsOnlyKeys("csv", "lists", "pooled");
        auc.forEach((test, byEpoch) -> {
            assertThat(byEpoch).hasSize(3);
            assertThat(byEpoch.get(result.bestEpoch()))
                    .isEqualTo(result.test().get(test).auc());
        });

        ExperimentRun.of(experiment.withTestedEpochs(TestedEpochs.BEST), data, data.resolve("best"))
                .run();
        TrialFolder best = ExperimentFolder.of(data.resolve("best")).trial("small_cnn", "cyborg", 1);
        assertThat(best.epochTests()).isEmpty();
        assertThat(best.training().finalModel())
                .hasSameBinaryContentAs(
                        out.trial("small_cnn", "cyborg", 1).training().finalModel());
    }

    /** One scenario with one test set, one run of one epoch. */
    private Experiment small() {
        return Experiment.named("small", experiment.data())
                .withTraining("epochs", 1)
                .withTraining("batch", 4)
                .with(experiment.backbones().get(0))
                .with(experiment.scenarios().get(0))
                .with(experiment.testSets().get(0))
                .withRuns(1);
    }

    @Test
    void runsScenariosAndTestSetsMayBeAddedButNothingChanged() throws IOException {
        Experiment small = small();
        run(small);
        TrialResult before = result("classical", 1);
        Experiment more = small.with(experiment.scenarios().get(1))
                .with(experiment.testSets().get(1))
                .withRuns(2);
        List<String> scored = new ArrayList<>();
        TrialScheduler.Outcome outcome = ExperimentRun.of(more, data, data.resolve("out"))
                .withProgress(new ExperimentProgress() {
                    @Override
                    public void onScored(Trial trial, String images, int done, int total, TimeLeft left) {
                        if (done == total) {
                            scored.add(images);
                        }
                    }
                })
                .run();
        assertThat(outcome.finished()).isEqualTo(4);
        // The finished trial went through the new test set only.
        assertThat(scored.subList(0, 4)).containsExactly("lists", "train", "csv", "lists");
        assertThat(result("classical", 1).test())
                .containsKey("lists")
                .containsEntry("csv", before.test().get("csv"));
        assertThat(result("cyborg", 2).seed()).isEqualTo(more.seeds().get(1));

        assertThatIOException()
                .isThrownBy(() -> run(more.withTraining("momentum", 0.5)))
                .withMessageContaining("backbones/small_cnn/training/momentum was 0.9, now is 0.5");
        assertThatIOException().isThrownBy(() -> run(small)).withMessageContaining("runs was 2, now is 1");
        assertThatIOException()
                .isThrownBy(() -> run(small.withRuns(2)))
                .withMessageContaining("scenarios/cyborg is not in the plan any more");
        Files.writeString(data.resolve("split.csv"), Files.readString(data.resolve("split.csv")) + "\n");
        assertThatIOException()
                .isThrownBy(() -> run(more))
                .withMessageContaining("split.csv: has changed since the experiment");
    }

    @Test
    void aResultStandsWithoutItsFilesUntilATestSetIsAdded() throws IOException {
        Experiment small = small();
        run(small);
        TrialFolder trial = ExperimentFolder.of(data.resolve("out")).trial("small_cnn", "classical", 1);
        for (String sub : List.of("Logs", "scores", "cams")) {
            FolderSnapshot.delete(trial.path().resolve(sub));
        }

        TrialScheduler.Outcome more = run(small.withRuns(2));
        assertThat(more).isEqualTo(new TrialScheduler.Outcome(1, 1, Map.of()));

        TrialScheduler.Outcome added =
                run(small.withRuns(2).with(experiment.testSets().get(1)));
        assertThat(added.failed().values())
                .singleElement()
                .asString()
                .contains("final_model.safetensors: does not exist", "to do this trial again");
    }

    @Test
    void aTrialThatFailsIsNotedAndTheOthersGoOn() throws IOException {
        Experiment diverging = experiment
                .with(experiment
                        .backbones()
                        .get(0)
                        .named("diverging", "Diverging")
                        .withTraining("learning_rate", 1e30))
                .withTraining("epochs", 2);
        TrialScheduler.Outcome outcome = run(diverging);
        assertThat(outcome.finished()).isEqualTo(2);
        assertThat(outcome.failed()).hasSize(2);
        ExperimentFolder out = ExperimentFolder.of(data.resolve("out"));
        TrialFolder failed = out.trial("diverging", "cyborg", 1);
        assertThat(failed.result()).isEmpty();
        assertThat(failed.failure().orElseThrow().reason()).contains("the loss is NaN in epoch", "step", "face");
    }

    @Test
    void imagesAndMapsMayBeChangedAtRandom() throws IOException {
        run(experiment.withTraining("augmentation", "flip=0.5").withTraining("epochs", 1));
        assertThat(result("cyborg", 1).trainSaliency()).isPositive();
    }

    @Test
    void twoRunsInOneFolderAreRefused() throws IOException {
        try (FolderLock lock = FolderLock.take(data.resolve("out"))) {
            assertThatIOException()
                    .isThrownBy(() -> run(experiment))
                    .withMessageContaining("another process is using this folder");
        }
    }
}
