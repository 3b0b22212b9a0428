package org.cyborgml.app.experiment;

import com.google.common.base.Stopwatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.cyborgml.app.experiment.ExperimentProgress.StepOf;
import org.cyborgml.app.files.JsonFiles;
import org.cyborgml.loss.LossTerms;
import org.cyborgml.training.Epoch;
import org.cyborgml.training.EpochResult;
import org.cyborgml.training.TrainingProgress;
import org.cyborgml.training.TrainingSettings;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** Times the work of one trial, and tells a listener how far it is. */
public final class TrialMonitor {

    private final Trial trial;
    private final ExperimentProgress progress;
    private final PlanClock clock;
    private final TrialClaim claim;

    TrialMonitor(Trial trial, ExperimentProgress progress, PlanClock clock, TrialClaim claim) {
        this.trial = trial;
        this.progress = progress;
        this.clock = clock;
        this.claim = claim;
    }

    /** Starts a measurement: the time until now is not the trial's work. */
    void begin() {
        clock.begin();
    }

    /**
     * Some images went through the trained network.
     *
     * @param images their name
     * @param done how many so far
     * @param total how many in all
     * @param workAfter images that come after these
     */
    public void onScored(String images, int done, int total, double workAfter) {
        claim.requireHeld();
        claim.tell(images + ", " + done + " of " + total + " images");
        progress.onScored(trial, images, done, total, clock.tick(trial, TrialWork.exactly(workAfter + total - done)));
    }

    /** Times the epochs of the trial's training, and hands on what it tells and the network that is trained. */
    TrainingProgress training(
            TrialFolder folder,
            TrainingSettings settings,
            double workOfEpoch,
            double workAfter,
            Consumer<ComputationGraph> network) {
        clock.begin();
        return new Epochs(folder, settings, workOfEpoch, workAfter, network);
    }

    private final class Epochs implements TrainingProgress {

        private final TrialFolder folder;
        private final TrainingSettings settings;
        private final double workOfEpoch;
        private final double workAfter;
        private final Consumer<ComputationGraph> trained;
        private final Stopwatch watch = Stopwatch.createStarted();

        Epochs(
                TrialFolder folder,
                TrainingSettings settings,
                double workOfEpoch,
                double workAfter,
                Consumer<ComputationGraph> trained) {
            this.folder = folder;
            this.settings = settings;
            this.workOfEpoch = workOfEpoch;
            this.workAfter = workAfter;
            this.trained = trained;
        }

        private TimeLeft left(double epochs) {
            return clock.tick(trial, TrialWork.ofTraining(settings, epochs * workOfEpoch + workAfter));
        }

        @Override
        public void onNetwork(ComputationGraph network) {
            trained.accept(network);
            progress.onTraining(trial, network);
        }

        @Override
        public void onStep(Epoch epoch, int step, int steps, LossTerms terms) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("the training was interrupted in " + epoch);
            }
            claim.requireHeld();
            claim.tell(epoch.toString());
            double epochsLeft = settings.epochs() - epoch.index() - (double) step / steps;
            progress.onStep(new StepOf(trial, epoch, step, steps), terms, left(epochsLeft));
        }

        @Override
        public void onEpoch(Epoch epoch, EpochResult result, boolean isBest) {
            double seconds = watch.elapsed(TimeUnit.MILLISECONDS) / 1000.0;
            watch.reset().start();
            try {
                JsonFiles.write(folder.epochTimesFile(), EpochTimes.of(folder).with(epoch.index(), seconds));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            int steps = result.losses().length();
            progress.onEpoch(
                    new StepOf(trial, epoch, steps, steps),
                    result,
                    isBest,
                    left(settings.epochs() - epoch.index() - 1.0));
        }
    }
}
