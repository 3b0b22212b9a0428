package org.cyborgml.app.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.cyborgml.app.paper.PaperReport;
import org.cyborgml.training.EpochResult;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trials that fail, or are stopped, in an experiment that processes share. */
class SharedFailureTest {

    private static final Sharing SHARED = Sharing.withDefaults().withSilence(Duration.ofSeconds(1));

    @TempDir
    private Path data;

    private Experiment experiment;
    private final List<Integer> epochs = new ArrayList<>();
    private int stopAt = -1;

    @BeforeEach
    void write() throws IOException {
        experiment = Plans.read(ToyExperiment.write(data))
                .withRuns(1)
                .withTestedEpochs(TestedEpochs.BEST)
                .withTraining("epochs", 4);
    }

    private static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final class Stop implements ExperimentProgress {
        @Override
        public void onEpoch(StepOf at, EpochResult result, boolean isBest, TimeLeft left) {
            if (at.trial().scenario().id().equals("classical")) {
                epochs.add(at.epoch().index());
                if (at.epoch().index() == stopAt) {
                    throw new Stopped();
                }
            }
        }
    }

    private ExperimentRun run(Experiment one) {
        return ExperimentRun.of(one, data, data.resolve("out")).withProgress(new Stop());
    }

    private boolean isStopped(ExperimentRun run) throws IOException {
        try {
            run.run();
            return false;
        } catch (Stopped e) {
            return true;
        }
    }

    @Test
    void aFailureIsLeftToPeopleUnlessTheySayOtherwise() throws IOException {
        Experiment diverging = experiment.with(
                experiment.backbones().get(0).named("diverging", "Diverging").withTraining("learning_rate", 1e30));
        TrialScheduler.Outcome first = run(diverging).withSharing(SHARED).run();
        assertThat(first.finished()).isEqualTo(2);
        assertThat(first.failed()).hasSize(2);
        TrialFolder failed = ExperimentFolder.of(data.resolve("out")).trial("diverging", "cyborg", 1);
        TrialFailure failure = failed.failure().orElseThrow();
        assertThat(failure.reason()).contains("the loss is NaN in epoch");

        TrialScheduler.Outcome again = run(diverging).withSharing(SHARED).run();
        assertThat(again).isEqualTo(new TrialScheduler.Outcome(0, 2, first.failed()));
        assertThat(failed.failure()).contains(failure);

        TrialScheduler.Outcome tried = run(diverging)
                .withSharing(SHARED.withFailed(Sharing.Failed.TRIED_AGAIN))
                .run();
        assertThat(tried).isEqualTo(again);
        assertThat(failed.failure().orElseThrow().attempt()).isNotEqualTo(failure.attempt());
        // One process alone always tries again.
        assertThat(run(diverging).run()).isEqualTo(again);
        assertThat(failed.failure().orElseThrow().attempt()).isNull();
        assertThat(failed.path().getParent()).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void aStoppedTrialGoesOnWhoeverContinuesIt() throws IOException {
        stopAt = 0;
        assertThat(isStopped(run(experiment).withSharing(SHARED))).isTrue();
        assertThat(PaperReport.of(ExperimentFolder.of(data.resolve("out"))).html())
                .contains("run 1 begun, not finished")
                .contains("run 1 not begun");
        stopAt = 1;
        assertThat(isStopped(run(experiment).withSharing(SHARED))).isTrue();
        stopAt = 2;
        assertThat(isStopped(run(experiment))).isTrue();
        stopAt = -1;
        assertThat(run(experiment).withSharing(SHARED).run().finished()).isEqualTo(2);
        assertThat(epochs).as("none is trained twice").containsExactly(0, 1, 2, 3);
        assertThat(data.resolve("out/runs/small_cnn/classical")).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void aTestSetThatThePlanGainsIsAddedToFinishedTrials() throws IOException {
        assertThat(run(experiment).withSharing(SHARED).run().finished()).isEqualTo(2);
        Experiment more = Plans.parse(
                        Files.readString(data.resolve("plan.yaml"))
                                .replace(
                                        "runs: 2", "  - {id: more, csv: test/tests.csv, images: test/images}\nruns: 2"),
                        "plan.yaml")
                .withRuns(1)
                .withTestedEpochs(TestedEpochs.BEST)
                .withTraining("epochs", 4);
        epochs.clear();
        assertThat(run(more).withSharing(SHARED).run().finished()).isEqualTo(2);
        assertThat(epochs).as("nothing is trained again").isEmpty();
        assertThat(ExperimentFolder.of(data.resolve("out"))
                        .trial("small_cnn", "classical", 1)
                        .result()
                        .orElseThrow()
                        .test())
                .containsKey("more");
    }
}
