package org.cyborgml.app.decoy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.cyborgml.app.experiment.Scenario;
import org.cyborgml.data.InputFormat;
import org.cyborgml.data.Sample;
import org.cyborgml.data.SampleOrder;
import org.cyborgml.saliency.map.SaliencyMap;
import org.cyborgml.training.TrainingSamples;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.dataset.MultiDataSet;

class StudyPartsTest {

    private static final int COUNT = 200;

    private GreyImages clean;
    private DecoyImages train;
    private StudyMaps maps;

    @BeforeEach
    void make() throws IOException {
        Random random = new Random(3);
        byte[] pixels = new byte[COUNT * 28 * 28];
        byte[] labels = new byte[COUNT];
        for (int i = 0; i < COUNT; i++) {
            labels[i] = (byte) (i % 10);
            System.arraycopy(DecoyFiles.image(i % 10, random), 0, pixels, i * 28 * 28, 28 * 28);
        }
        clean = GreyImages.wrap(28, pixels, labels);
        train = new DecoyProtocol(5).patched(DecoyProtocol.TRAINING, clean, PatchRule.AS_TRAINED);
        maps = new StudyMaps(clean, LocalNetwork.GRID);
    }

    private List<SaliencyMap> whole(String arm) throws IOException {
        return maps.of(Arms.one(arm), train, 1).stream()
                .map(Optional::orElseThrow)
                .toList();
    }

    private static int differences(Scenario one, Scenario other) {
        return (one.alpha() != other.alpha() ? 1 : 0)
                + (one.distance() != other.distance() ? 1 : 0)
                + (one.select() != other.select() ? 1 : 0)
                // A scenario of alpha 1 has no maps, which is no further difference.
                + (one.alpha() != 1 && !Objects.equals(one.maps(), other.maps()) ? 1 : 0)
                + (one.tap() != other.tap() ? 1 : 0)
                + (one.mapShare() != other.mapShare() ? 1 : 0);
    }

    @Test
    void allArmsHaveNamesOfTheirOwnAndDifferFromCyborgInOneThing() {
        List<Arm> all = Arms.all();
        assertThat(all).extracting(Arm::name).doesNotHaveDuplicates().hasSize(23);
        assertThat(all).extracting(Arm::title).doesNotHaveDuplicates();
        for (Arm arm : all) {
            // One control is of another arm.
            Arm origin = Arms.one(arm.name().equals("maps_mean_alpha_0.1") ? "alpha_0.1" : Arms.CYBORG);
            assertThat(differences(arm.scenario(), origin.scenario()))
                    .as(arm.name())
                    .isEqualTo(arm.name().equals(Arms.CYBORG) ? 0 : 1);
        }
        assertThat(Arms.named(List.of("distance"))).hasSize(5);
        assertThat(Arms.named(List.of())).isEqualTo(all);
    }

    @Test
    void mapsOfAllButThePatchAreDarkAtThePatchAlone() throws IOException {
        List<SaliencyMap> notPatch = whole("maps_not_patch");
        for (int i = 0; i < COUNT; i++) {
            Patch patch = train.patches().get(i).orElseThrow();
            int column = patch.x() == 0 ? 0 : 6;
            int row = patch.y() == 0 ? 0 : 6;
            assertThat(notPatch.get(i).get(column, row)).isZero();
            assertThat(notPatch.get(i).get(6 - column, 6 - row)).isEqualTo(1);
            assertThat(notPatch.get(i).get(3, 3)).isEqualTo(1);
        }
    }

    @Test
    void controlsAreWhatTheirNamesSay() throws IOException {
        List<SaliencyMap> objects = whole("cyborg");
        List<SaliencyMap> shuffled = whole("maps_shuffled");
        assertThat(shuffled).containsExactlyInAnyOrderElementsOf(objects);
        assertThat(IntStream.range(0, COUNT).filter(i -> shuffled.get(i).equals(objects.get(i))))
                .as("maps that stay (equal maps of two images apart)")
                .hasSizeLessThan(4);
        assertThat(whole("maps_mean")).allMatch(whole("maps_mean").get(0)::equals);
        assertThat(whole("maps_uniform")).allMatch(map -> map.isConstant() && map.get(0, 0) == 0);
    }

    @Test
    void aShareOfTheImagesHasMapsAndASmallerOneIsPartOfIt() throws IOException {
        List<Optional<SaliencyMap>> half = maps.of(Arms.one("share_0.5"), train, 1);
        List<Optional<SaliencyMap>> tenth = maps.of(Arms.one("share_0.1"), train, 1);
        assertThat(half.stream().filter(Optional::isPresent)).hasSize(100);
        assertThat(tenth.stream().filter(Optional::isPresent)).hasSize(20);
        for (int i = 0; i < COUNT; i++) {
            assertThat(tenth.get(i).isEmpty() || half.get(i).isPresent()).isTrue();
        }
        assertThat(maps.of(Arms.one("share_0.1"), train, 2)).isNotEqualTo(tenth);

        MultiDataSet batch = batch(tenth);
        assertThat(batch.getLabelsMaskArrays()[0]).isNull();
        for (int i = 0; i < COUNT; i++) {
            assertThat(batch.getLabelsMaskArray(1).getDouble(i, 0))
                    .isEqualTo(tenth.get(i).isPresent() ? 1 : 0);
        }
    }

    /** All training images as one batch, in their order. */
    private MultiDataSet batch(List<Optional<SaliencyMap>> own) throws IOException {
        try (TrainingSamples samples = samples(own)) {
            return samples.batches().pass(samples.train().samples(), COUNT).next();
        }
    }

    private TrainingSamples samples(List<Optional<SaliencyMap>> own) throws IOException {
        return StudySamples.of(
                DecoySet.MNIST.classes(),
                train.images(),
                own,
                train.images(),
                InputFormat.square(28, train.images().normalisation()));
    }

    @Test
    void aBatchHasTheScaledImagesWithLabelsAndMaps() throws IOException {
        List<Optional<SaliencyMap>> own = maps.of(Arms.one(Arms.CYBORG), train, 1);
        double[] greys = IntStream.range(0, COUNT)
                .flatMap(
                        i -> IntStream.range(0, 28 * 28).map(p -> train.images().image(i)[p] & 0xff))
                .asDoubleStream()
                .toArray();
        double mean = Arrays.stream(greys).average().orElseThrow();
        double deviation = Math.sqrt(Arrays.stream(greys)
                .map(grey -> (grey - mean) * (grey - mean))
                .average()
                .orElseThrow());
        MultiDataSet batch = batch(own);

        assertThat(batch.getFeatures(0).shape()).containsExactly(COUNT, 1, 28, 28);
        assertThat(batch.getFeatures(0).meanNumber().doubleValue()).isCloseTo(0, within(1e-5));
        assertThat(batch.getLabels(0).sum(1).toDoubleVector()).containsOnly(1);
        for (int i = 0; i < COUNT; i++) {
            assertThat(batch.getLabels(0).getDouble(i, train.images().label(i))).isEqualTo(1);
            assertThat(batch.getLabels(1).slice(i).dup('c').data().asFloat())
                    .isEqualTo(own.get(i).orElseThrow().toArray());
            double grey = batch.getFeatures(0).getDouble(i, 0, 14, 13) * deviation + mean;
            assertThat(grey).isCloseTo(greys[i * 28 * 28 + 14 * 28 + 13], within(1e-3));
        }
    }

    /** The order of batches is that of one stream per seed, so that trainings can be resumed at any epoch. */
    @Test
    void theOrderOfAnEpochIsThatOfOneStreamForAllEpochs() throws IOException {
        List<Sample> all;
        try (TrainingSamples samples = samples(maps.of(Arms.one(Arms.CYBORG), train, 1))) {
            all = samples.train().samples();
        }
        SplittableRandom stream = Seeds.stream(9, "batches");
        for (int epoch = 0; epoch < 3; epoch++) {
            List<Sample> expected = IntStream.of(Seeds.shuffled(COUNT, stream))
                    .mapToObj(all::get)
                    .toList();
            assertThat(SampleOrder.SHUFFLED_IN_ONE_STREAM.arrange(all, 9, epoch))
                    .isEqualTo(expected)
                    .isNotEqualTo(all);
        }
    }
}
