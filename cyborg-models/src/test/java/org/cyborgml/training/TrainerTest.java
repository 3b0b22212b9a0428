package org.cyborgml.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.cyborgml.data.BatchFormat;
import org.cyborgml.data.ClassNames;
import org.cyborgml.data.ImageSource;
import org.cyborgml.data.InMemoryImages;
import org.cyborgml.data.InMemoryMaps;
import org.cyborgml.data.InputFormat;
import org.cyborgml.data.LabelledImage;
import org.cyborgml.data.Normalisation;
import org.cyborgml.data.SaliencyData;
import org.cyborgml.data.SaliencyDataSetIterator;
import org.cyborgml.data.Split;
import org.cyborgml.data.ToyFaces;
import org.cyborgml.models.Architecture;
import org.cyborgml.models.NetworkWeights;
import org.cyborgml.models.SmallCnn;
import org.cyborgml.models.checkpoint.Checkpoint;
import org.cyborgml.saliency.image.Channels;
import org.cyborgml.saliency.image.FloatPlane;
import org.cyborgml.saliency.image.Raster;
import org.cyborgml.saliency.map.SaliencyMap;
import org.cyborgml.scoring.Explanation;
import org.cyborgml.scoring.ImageScore;
import org.cyborgml.scoring.Scorer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {

    private static final int SIDE = 32;
    private static final ClassNames CORNERS = ClassNames.of(List.of("middle", "lower right", "upper left"));

    @TempDir
    private Path folder;

    private static TrainingSettings settings() {
        return TrainingSettings.reference()
                .withEpochs(3)
                .withBatch(5)
                .withLearningRate(0.02)
                .withSeed(7);
    }

    private SaliencyData faces() throws IOException {
        ToyFaces.write(folder, 6);
        return SaliencyData.csv(folder.resolve("split.csv"), folder.resolve("images"))
                .withMaps(folder.resolve("maps"));
    }

    /** A bright square on noise, whose place is the class; the map is the square. */
    private static SaliencyData corners(int perClass) throws IOException {
        Map<String, Raster> images = new HashMap<>();
        Map<String, SaliencyMap> maps = new HashMap<>();
        List<LabelledImage> rows = new ArrayList<>();
        Random random = new Random(1);
        for (int i = 0; i < 3 * perClass; i++) {
            int at = List.of(11, 20, 2).get(i % 3);
            byte[] pixels = new byte[SIDE * SIDE];
            float[] map = new float[SIDE * SIDE];
            for (int cell = 0; cell < pixels.length; cell++) {
                int y = cell / SIDE - at;
                int x = cell % SIDE - at;
                boolean inside = x >= 0 && x < 10 && y >= 0 && y < 10;
                pixels[cell] = (byte) (random.nextInt(96) + (inside ? 150 : 0));
                map[cell] = inside ? 1 : 0;
            }
            images.put("image" + i, Raster.of(SIDE, SIDE, Channels.GREY, pixels));
            maps.put("image" + i, SaliencyMap.of(FloatPlane.of(SIDE, SIDE, map)));
            Split split = i < 2 * perClass ? Split.TRAIN : Split.TEST;
            rows.add(new LabelledImage(split, CORNERS.name(i % 3), "image" + i));
        }
        return SaliencyData.of(rows, InMemoryImages.of(images))
                .withMaps(InMemoryMaps.of(maps))
                .withClasses(CORNERS);
    }

    /** The iterator and the trainer make the same batches in the same order. */
    @Test
    void trainsAsFitDoes() throws IOException {
        SaliencyData data = faces();
        Trainer.builder(settings(), folder.resolve("run"))
                .data(data)
                .architecture(Architecture.SMALL_CNN, SIDE)
                .build()
                .train();
        ComputationGraph trained = RunFolder.of(folder.resolve("run")).readCurrent();
        ComputationGraph fitted =
                settings().applyTo(SmallCnn.builder()).inputSide(SIDE).build().init();
        BatchFormat format = BatchFormat.of(
                fitted.getConfiguration(), InputFormat.square(SIDE, Architecture.SMALL_CNN.normalisation()));
        try (SaliencyDataSetIterator batches = SaliencyDataSetIterator.builder(data, format)
                .batchSize(5)
                .seed(7)
                .build()) {
            fitted.fit(batches, 3);
        }
        assertThat(trained.params()).isEqualTo(fitted.params());
    }

    @Test
    void threeClassesInMemoryAreTrainedScoredAndExplained() throws IOException {
        SaliencyData data = corners(24);
        Trainer trainer = Trainer.builder(settings().withEpochs(20), folder)
                .data(data)
                .architecture(Architecture.SMALL_CNN, SIDE)
                .build();
        TrainingLog log = trainer.train();
        assertThat(log.epochs()).isEqualTo(20);
        assertThat(trainer.log().orElseThrow().validationAccuracy()).isEqualTo(log.validationAccuracy());

        TrainedNetwork best = TrainedNetwork.load(RunFolder.of(folder).finalModel());
        assertThat(best.classes()).isEqualTo(CORNERS);
        assertThat(best.architecture()).isEqualTo(Architecture.SMALL_CNN);
        assertThat(best.input().height()).isEqualTo(SIDE);
        assertThat(best.network().params()).isEqualTo(trainer.best().params());

        Scorer scorer = Scorer.of(best);
        ImageSource images = data.images();
        List<LabelledImage> validation = data.rows(Split.TEST);
        List<String> paths = validation.stream().map(LabelledImage::path).toList();
        List<ImageScore> scores = scorer.score(images, paths);
        List<Explanation> explanations = scorer.explain(images, paths);
        int correct = 0;
        for (int i = 0; i < scores.size(); i++) {
            ImageScore score = scores.get(i);
            assertThat(score.path()).isEqualTo(paths.get(i));
            correct += score.predictedName().equals(validation.get(i).label()) ? 1 : 0;
            double sum = score.probability(0) + score.probability(1) + score.probability(2);
            assertThat(sum).isCloseTo(1, within(1e-9));
            Explanation explanation = explanations.get(i);
            assertThat(explanation.score().predicted()).isEqualTo(score.predicted());
            assertThat(explanation.cam().width()).isEqualTo(8);
        }
        assertThat((double) correct / scores.size())
                .isCloseTo(log.validationAccuracy().get(log.bestEpoch()), within(1e-12))
                .isGreaterThan(0.5);
        assertThat(scorer.score(images)).hasSize(72);
    }

    @Test
    void classesAreNotedAndCheckedWhenResumed() throws IOException {
        Trainer.Builder builder = Trainer.builder(settings().withEpochs(1), folder)
                .data(corners(4))
                .architecture(Architecture.SMALL_CNN, SIDE);
        builder.build().train();
        Checkpoint checkpoint = NetworkWeights.read(RunFolder.of(folder).finalModel());
        assertThat(checkpoint.metadata()).containsEntry("classes", "middle,lower right,upper left");
        assertThat(folder.resolve("Logs/params.json"))
                .content()
                .contains("\"classes\" : \"middle,lower right,upper left\"");
        assertThatIOException()
                .isThrownBy(() -> builder.build().train())
                .withMessageContaining("holds a training already");
        SaliencyData other = corners(4).withClasses(ClassNames.of(List.of("lower right", "middle", "upper left")));
        assertThatIOException()
                .isThrownBy(() -> builder.data(other).build().resume())
                .withMessageContaining("classes was \"middle,lower right,upper left\", now is \"lower right,");
        assertThatIOException()
                .isThrownBy(() -> TrainedNetwork.loader(checkpoint)
                        .classes(other.classes())
                        .load())
                .withMessageContaining("the weights are for the classes middle, lower right, upper left, not for");
    }

    /** As it was before there were other classes, so that earlier trainings resume and earlier files compare. */
    @Test
    void realAndSyntheticAreNotNoted() throws IOException {
        Trainer.builder(settings().withEpochs(1), folder.resolve("run"))
                .data(faces())
                .architecture(Architecture.SMALL_CNN, SIDE)
                .build()
                .train();
        Checkpoint checkpoint =
                NetworkWeights.read(RunFolder.of(folder.resolve("run")).finalModel());
        assertThat(checkpoint.metadata()).doesNotContainKey("classes");
        assertThat(TrainedNetwork.loader(checkpoint).load().classes()).isEqualTo(ClassNames.FACES);
    }

    @Test
    void whatCannotBeMeantIsRefused() throws IOException {
        SaliencyData data = faces();
        Files.createDirectories(folder.resolve("empty"));
        assertThatIOException()
                .isThrownBy(() -> Trainer.builder(settings(), folder.resolve("run"))
                        .data(data.withMaps(folder.resolve("empty")))
                        .architecture(Architecture.SMALL_CNN, SIDE)
                        .build()
                        .train())
                .withMessageContaining("alpha 0.5 needs saliency maps, and none of the 12 images");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Trainer.builder(settings().withMapTarget(MapTarget.CLASS_MASKS), folder)
                        .data(corners(2))
                        .architecture(Architecture.SMALL_CNN, SIDE)
                        .build())
                .withMessageContaining("for 2 classes: found 3");
        ComputationGraph two = SmallCnn.builder().inputSide(SIDE).build().init();
        InputFormat input = InputFormat.square(SIDE, Normalisation.of(new double[] {0, 0, 0}, new double[] {1, 1, 1}));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Trainer.builder(settings(), folder)
                        .data(corners(2))
                        .network(two, input)
                        .build()
                        .train())
                .withMessageContaining("the network tells 2 classes apart, the images to train on are of 3");
    }
}
