package org.cyborgml.app.decoy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.cyborgml.data.InputFormat;
import org.cyborgml.loss.GradientBalance;
import org.cyborgml.metrics.GuidanceChoice;
import org.cyborgml.metrics.GuidanceChoice.Candidate;
import org.cyborgml.training.FirstSteps;
import org.cyborgml.training.TrainingSamples;
import org.cyborgml.training.TrainingSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The two ways to choose alpha without a validation set that is free of bias, where the right answer is known: on decoys the
 * accuracy with patch values drawn at random tells which alpha is better, and neither way sees it.
 */
class AlphaOnDecoysTest {

    private static final int STEPS = 20;

    /** Of RESULTS.md's studies, the arms that differ in alpha alone. */
    private static List<ArmSummary> arms(String study) throws IOException {
        return StudySummary.of(StudyFiles.read(Path.of("results", study))).arms().stream()
                .filter(one -> one.arm().group() == Arm.Group.ALPHA
                        || List.of(Arms.CLASSICAL, Arms.CYBORG)
                                .contains(one.arm().name()))
                .toList();
    }

    private static double mean(ArmSummary arm, Column column) {
        return arm.summary(column).mean();
    }

    @ParameterizedTest
    @ValueSource(strings = {"decoy-fashion", "decoy-mnist"})
    void skillTimesAgreementChoosesNearlyTheBestWhereValidationChoosesNone(String study) throws IOException {
        List<ArmSummary> arms = arms(study);
        assertThat(arms).hasSize(8);
        Candidate best = GuidanceChoice.amongClasses(IdxImages.CLASSES)
                .best(arms.stream()
                        .map(one -> new Candidate(
                                one.arm().name(),
                                mean(one, Column.VALIDATION_ACCURACY),
                                mean(one, Column.CAM_CORRELATION)))
                        .toList());
        double chosen = arms.stream()
                .filter(one -> one.arm().name().equals(best.name()))
                .mapToDouble(one -> mean(one, Column.RANDOM_VALUE))
                .findFirst()
                .orElseThrow();
        Comparator<ArmSummary> byValidation = Comparator.comparingDouble(one -> mean(one, Column.VALIDATION_ACCURACY));
        ArmSummary byAccuracy = arms.stream().max(byValidation).orElseThrow();
        double highest = arms.stream()
                .mapToDouble(one -> mean(one, Column.RANDOM_VALUE))
                .max()
                .orElseThrow();
        ArmSummary authors = arms.stream()
                .filter(one -> one.arm().name().equals(Arms.CYBORG))
                .findFirst()
                .orElseThrow();
        assertThat(best.name()).isEqualTo("alpha_0.25");
        assertThat(chosen)
                .isGreaterThan(mean(byAccuracy, Column.RANDOM_VALUE) + 0.1)
                .isGreaterThan(mean(authors, Column.RANDOM_VALUE) + 0.01)
                .isGreaterThan(highest - 0.06);
    }

    /** The other way does not find it: the norms are about equal at the authors' alpha, far above the better ones. */
    @Test
    void equalGradientNormsLeaveAlphaNearThatOfTheAuthors() throws IOException {
        StudyData data = StudyData.embedded(1000, 500);
        StudySettings study = StudySettings.of(DecoySet.FASHION, data, 10, StudySettings.LEARNING_RATE);
        DecoyProtocol protocol = new DecoyProtocol(1);
        DecoyImages train = protocol.patched(DecoyProtocol.TRAINING, data.train(), PatchRule.AS_TRAINED);
        InputFormat input = InputFormat.square(IdxImages.SIDE, train.images().normalisation());
        Arm arm = Arms.one(Arms.CYBORG);
        TrainingSettings authors = study.training(arm.scenario(), 1);
        try (TrainingSamples samples = StudySamples.of(
                study.set().classes(),
                train.images(),
                new StudyMaps(data.train(), LocalNetwork.GRID).of(arm, train, 1),
                protocol.patched(DecoyProtocol.VALIDATION, data.validation(), PatchRule.AS_TRAINED)
                        .images(),
                input)) {
            List<GradientBalance> steps = new FirstSteps(authors, samples)
                    .balances(
                            LocalNetwork.fresh(
                                    authors.loss(),
                                    authors.updater(),
                                    authors.weightDecay(),
                                    authors.seed(),
                                    DataType.FLOAT),
                            STEPS);
            assertThat(steps).hasSize(STEPS);
            assertThat(GradientBalance.median(steps).alpha()).isBetween(0.35, 0.6);
        }
    }
}
