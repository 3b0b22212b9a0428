package org.cyborgml.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.cyborgml.data.SaliencyData;
import org.cyborgml.data.ToyFaces;
import org.cyborgml.loss.LossTerms;
import org.cyborgml.models.Architecture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class AlphaScheduleTest {

    @TempDir
    private Path folder;

    static Stream<Arguments> parts() {
        return Stream.of(
                Arguments.of(AlphaSchedule.CONSTANT, 3, List.of(1.0, 1.0, 1.0)),
                Arguments.of(AlphaSchedule.WARM_UP, 8, List.of(0.25, 0.5, 0.75, 1.0, 1.0, 1.0, 1.0, 1.0)),
                Arguments.of(AlphaSchedule.WARM_UP, 3, List.of(0.5, 1.0, 1.0)),
                Arguments.of(AlphaSchedule.DECAY, 4, List.of(1.0, 0.75, 0.5, 0.25)),
                Arguments.of(AlphaSchedule.FIRST_HALF, 4, List.of(1.0, 1.0, 0.0, 0.0)),
                Arguments.of(AlphaSchedule.FIRST_HALF, 5, List.of(1.0, 1.0, 1.0, 0.0, 0.0)),
                Arguments.of(AlphaSchedule.WARM_UP, 1, List.of(1.0)),
                Arguments.of(AlphaSchedule.FIRST_HALF, 1, List.of(1.0)));
    }

    @ParameterizedTest
    @MethodSource("parts")
    void theSaliencyTermHasAPartOfItsWeight(AlphaSchedule schedule, int epochs, List<Double> parts) {
        for (int epoch = 0; epoch < epochs; epoch++) {
            assertThat(1 - schedule.of(0.3, epochs).valueAt(17, epoch))
                    .isCloseTo(0.7 * parts.get(epoch), within(1e-12));
        }
    }

    @Test
    void aConstantAlphaIsNotWritten() throws IOException {
        TrainingSettings constant = TrainingSettings.reference();
        assertThat(constant.alphaSchedule()).isEqualTo(AlphaSchedule.CONSTANT);
        assertThat(constant.loss()).isEqualTo(constant.loss().withAlpha(constant.alpha()));
        assertThat(RunFolder.asWritten(EpochLoop.parameters(constant, Map.of()))
                        .path("settings")
                        .has("alpha_schedule"))
                .isFalse();
        assertThat(RunFolder.asWritten(EpochLoop.parameters(constant.withAlphaSchedule(AlphaSchedule.DECAY), Map.of()))
                        .path("settings")
                        .path("alpha_schedule")
                        .asText())
                .isEqualTo("DECAY");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> constant.withAlpha(1).withAlphaSchedule(AlphaSchedule.DECAY))
                .withMessage("alpha must be below 1 to have a schedule, found 1.0");
    }

    private Trainer.Builder trainer(String out, TrainingSettings settings) throws IOException {
        return Trainer.builder(settings, folder.resolve(out))
                .data(SaliencyData.csv(folder.resolve("split.csv"), folder.resolve("images"))
                        .withMaps(folder.resolve("maps")))
                .architecture(Architecture.SMALL_CNN, ToyFaces.SIDE);
    }

    private static final class Stop extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Every step has its epoch's alpha, a training that was stopped too; where alpha is 1, no distance is noted. */
    @ParameterizedTest
    @EnumSource(names = {"WARM_UP", "DECAY", "FIRST_HALF"})
    void trainingsFollowIt(AlphaSchedule schedule) throws IOException {
        ToyFaces.write(folder, 6);
        TrainingSettings settings = TrainingSettings.reference()
                .withEpochs(4)
                .withBatch(6)
                .withAlpha(0.25)
                .withAlphaSchedule(schedule);
        List<TreeSet<Double>> alphas =
                Stream.generate(TreeSet<Double>::new).limit(4).toList();
        TrainingLog whole = trainer("whole", settings)
                .progress(new TrainingProgress() {
                    @Override
                    public void onStep(Epoch epoch, int step, int steps, LossTerms terms) {
                        alphas.get(epoch.index()).add(terms.alpha());
                    }
                })
                .build()
                .train();
        int guided = 0;
        for (int epoch = 0; epoch < 4; epoch++) {
            double alpha = schedule.of(0.25, 4).valueAt(0, epoch);
            assertThat(alphas.get(epoch)).containsExactly(alpha);
            guided += alpha < 1 ? 1 : 0;
        }
        assertThat(whole.validationSaliency()).hasSize(guided).allSatisfy(distance -> assertThat(distance)
                .isPositive());

        Trainer stopped = trainer("parts", settings)
                .progress(new TrainingProgress() {
                    @Override
                    public void onEpoch(Epoch epoch, EpochResult result, boolean isBest) {
                        if (epoch.index() == 1) {
                            throw new Stop();
                        }
                    }
                })
                .build();
        assertThatExceptionOfType(Stop.class).isThrownBy(stopped::train);
        assertThat(trainer("parts", settings).build().resume())
                .usingRecursiveComparison()
                .isEqualTo(whole);
        assertThatIOException()
                .isThrownBy(
                        () -> trainer("whole", settings.withEpochs(5)).build().resume())
                .withMessageContaining(
                        "epochs was 4, now is 5 (the weights of alpha_schedule " + schedule + " depend on");
    }
}
