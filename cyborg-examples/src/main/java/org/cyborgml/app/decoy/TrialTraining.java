package org.cyborgml.app.decoy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.cyborgml.app.console.Progress;
import org.cyborgml.app.experiment.EpochValues;
import org.cyborgml.app.files.JsonFiles;
import org.cyborgml.loss.LossTerms;
import org.cyborgml.training.Epoch;
import org.cyborgml.training.EpochResult;
import org.cyborgml.training.Trainer;
import org.cyborgml.training.TrainingLog;
import org.cyborgml.training.TrainingProgress;
import org.cyborgml.training.TrainingSamples;
import org.cyborgml.training.TrainingSettings;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The training of one trial of the study. While it is under way its files are in a folder of their own, so that it continues
 * after its last whole epoch when it was stopped.
 */
final class TrialTraining {

    private final Path folder;
    private final TrainingSettings settings;
    private final TrainingSamples samples;
    private final PixelScaling scaling;
    private final GreyImages followed;
    private final Progress progress;

    /**
     * A training.
     *
     * @param folder of its files
     * @param settings of the training
     * @param samples its images
     * @param scaling of grey values
     * @param followed test images by which accuracy is followed from epoch to epoch
     * @param progress listens
     */
    TrialTraining(
            Path folder,
            TrainingSettings settings,
            TrainingSamples samples,
            PixelScaling scaling,
            GreyImages followed,
            Progress progress) {
        this.folder = folder;
        this.settings = settings;
        this.samples = samples;
        this.scaling = scaling;
        this.followed = followed;
        this.progress = progress;
    }

    /**
     * Output of a training.
     *
     * @param network after its last epoch
     * @param epochs its epochs
     */
    record Trained(ComputationGraph network, List<StudyTrial.EpochRow> epochs) {}

    Trained run() throws IOException {
        Listener listener = new Listener();
        TrainingLog log = Trainer.builder(settings, folder)
                .samples(samples)
                .network(this::fresh)
                .progress(listener)
                .epochTest(this::follow)
                .build()
                .resume();
        return new Trained(Objects.requireNonNull(listener.network), epochs(log));
    }

    private ComputationGraph fresh() {
        return LocalNetwork.fresh(
                settings.loss(), settings.updater(), settings.weightDecay(), settings.seed(), DataType.FLOAT);
    }

    private Path followedFile() {
        return folder.resolve("followed.json");
    }

    private EpochValues followed() throws IOException {
        return JsonFiles.readIfThere(
                        followedFile(), EpochValues.class, "delete the folder " + folder + " to train this again").orElse(EpochValues.NONE);
    }

    private void follow(int epoch, ComputationGraph network) throws IOException {
        double accuracy = Predictions.accuracy(network, followed, scaling, progress);
        EpochValues before = followed();
        EpochValues.requireAllBefore(epoch, before.values().size(), followedFile().toString());
        JsonFiles.write(followedFile(), before.with(epoch, accuracy));
    }

    private List<StudyTrial.EpochRow> epochs(TrainingLog log) throws IOException {
        List<Double> accuracies = followed().values();
        List<StudyTrial.EpochRow> rows = new ArrayList<>();
        for (int e = 0; e < log.epochs(); e++) {
            rows.add(new StudyTrial.EpochRow(
                    e + 1,
                    overImages(log.crossEntropy(), e),
                    overImages(log.saliency(), e),
                    log.validationAccuracy().get(e),
                    accuracies.get(e)));
        }
        return rows;
    }

    /** Mean over the images of an epoch; the log has means over batches, of which the last may be smaller. */
    private double overImages(List<Double> steps, int epoch) {
        int images = samples.train().samples().size();
        int stepsOfEpoch = (images + settings.batch() - 1) / settings.batch();
        double sum = 0;
        for (int step = 0; step < stepsOfEpoch; step++) {
            int size = Math.min(settings.batch(), images - step * settings.batch());
            sum += steps.get(epoch * stepsOfEpoch + step) * size;
        }
        return sum / images;
    }

    private final class Listener implements TrainingProgress {

        private @Nullable ComputationGraph network;

        @Override
        public void onNetwork(ComputationGraph trained) {
            network = trained;
        }

        @Override
        public void onStep(Epoch epoch, int step, int steps, LossTerms terms) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("the training was interrupted in " + epoch);
            }
            progress.advance(terms.samples());
        }

        @Override
        public void onEpoch(Epoch epoch, EpochResult result, boolean isBest) {
            progress.advance(samples.validation().samples().size());
        }
    }
}
