package org.cyborgml.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cyborgml.data.InputFormat;
import org.cyborgml.data.Normalisation;
import org.cyborgml.data.SaliencyData;
import org.cyborgml.data.ToyFaces;
import org.cyborgml.loss.LossTerms;
import org.cyborgml.models.Architecture;
import org.cyborgml.models.Network;
import org.cyborgml.models.SmallCnn;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResumeTest {

    private static final int EPOCHS = 4;

    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws IOException {
        ToyFaces.write(folder, 6);
    }

    private static TrainingSettings settings(double learningRate) {
        return TrainingSettings.reference()
                .withEpochs(EPOCHS)
                .withBatch(5)
                .withLearningRate(learningRate)
                .withSchedule(LearningRateSchedule.COSINE)
                .withWeightDecay(1e-4)
                .withSeed(7);
    }

    private static Network network(TrainingSettings settings) {
        return settings.applyTo(SmallCnn.builder()).inputSide(ToyFaces.SIDE).build();
    }

    private static final class Stop extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Stops at a step of an epoch; at step 0, when the epoch is over. */
    private record StopAt(int epoch, int step) implements TrainingProgress {
        @Override
        public void onStep(Epoch at, int atStep, int steps, LossTerms terms) {
            if (at.index() == epoch && atStep == step) {
                throw new Stop();
            }
        }

        @Override
        public void onEpoch(Epoch at, EpochResult result, boolean isBest) {
            if (at.index() == epoch && step == 0) {
                throw new Stop();
            }
        }
    }

    private TrainingLog train(String out, TrainingSettings settings, TrainingProgress progress) throws IOException {
        Normalisation normalisation = Normalisation.of(new double[] {0.5, 0.5, 0.5}, new double[] {0.5, 0.5, 0.5});
        SaliencyData data = SaliencyData.csv(folder.resolve("split.csv"), folder.resolve("images"))
                .withMaps(folder.resolve("maps"));
        return Trainer.builder(settings, folder.resolve(out))
                .data(data)
                .network(network(settings), InputFormat.square(ToyFaces.SIDE, normalisation))
                .note("architecture", "small_cnn")
                .progress(progress)
                .build()
                .resume();
    }

    private static final TrainingProgress GO_ON = new StopAt(-1, -1);

    /** With Adam's two states, a rate that depends on the log, and chance in the images. */
    private static TrainingSettings asBaselinesTrain() {
        return TrainingSettings.referenceFor(Architecture.CNNDETECTION)
                .withAlpha(0.5)
                .withEpochs(EPOCHS)
                .withBatch(5)
                .withSeed(7);
    }

    @ParameterizedTest
    @CsvSource({"0, 2, false", "1, 0, false", "2, 1, false", "3, 3, false", "1, 2, true", "2, 0, true"})
    void aStoppedTrainingEndsAsOneThatWasNot(int epoch, int step, boolean baseline) throws IOException {
        TrainingSettings settings = baseline ? asBaselinesTrain() : settings(0.02);
        TrainingLog whole = train("whole", settings, GO_ON);
        assertThatExceptionOfType(Stop.class).isThrownBy(() -> train("parts", settings, new StopAt(epoch, step)));
        TrainingLog parts = train("parts", settings, GO_ON);
        assertThat(parts).usingRecursiveComparison().isEqualTo(whole);
        for (String file : new String[] {"final_model.safetensors", "model_log.json", "params.json"}) {
            assertThat(folder.resolve("parts/Logs/" + file))
                    .hasSameBinaryContentAs(folder.resolve("whole/Logs/" + file));
        }
    }

    /** Accuracies that never rise: the plateau ends the training before its epochs are over. */
    @Test
    void aPlateauEndsTheTraining() throws IOException {
        TrainingSettings settings = asBaselinesTrain()
                .withLearningRate(2e-6)
                .withAugmentation(AugmentationChoice.none())
                .withEpochs(200);
        List<Epoch> told = new ArrayList<>();
        TrainingLog log = train("plateau", settings, new TrainingProgress() {
            @Override
            public void onStep(Epoch epoch, int step, int steps, LossTerms terms) {
                assertThat(epoch.index()).isEqualTo(told.size());
            }

            @Override
            public void onEpoch(Epoch epoch, EpochResult result, boolean isBest) {
                told.add(epoch);
            }
        });
        assertThat(told)
                .hasSize(log.epochs())
                .allMatch(epoch -> epoch.ending() == Epoch.Ending.ON_PLATEAU && epoch.learningRate() == 2e-6);
        assertThat(log.epochs()).isBetween(6, 60);
        assertThat(Plateau.rate(2e-6, log.validationAccuracy())).isEmpty();
    }

    /** The power may go between the log's and the network's being written. */
    @Test
    void aLogThatIsAheadIsCutBack() throws IOException {
        TrainingSettings settings = settings(0.02);
        TrainingLog whole = train("whole", settings, GO_ON);
        assertThatExceptionOfType(Stop.class).isThrownBy(() -> train("parts", settings, new StopAt(1, 0)));
        Path logs = folder.resolve("parts/Logs");
        byte[] network = Files.readAllBytes(logs.resolve("current_model.zip"));
        assertThatExceptionOfType(Stop.class).isThrownBy(() -> train("parts", settings, new StopAt(2, 0)));
        Files.write(logs.resolve("current_model.zip"), network);
        assertThat(train("parts", settings, GO_ON)).usingRecursiveComparison().isEqualTo(whole);
        assertThat(logs.resolve("final_model.safetensors"))
                .hasSameBinaryContentAs(folder.resolve("whole/Logs/final_model.safetensors"));
    }

    @Test
    void aLossThatIsNotFiniteStopsTheTrainingAndNamesTheImages() {
        assertThatIOException()
                .isThrownBy(() -> train("diverged", settings(1e30), GO_ON))
                .withMessageContaining("the loss is NaN in epoch")
                .withMessageContaining("face");
    }
}
