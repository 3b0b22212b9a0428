package org.cyborgml.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cyborgml.data.BatchFormat;
import org.cyborgml.data.DataCheck;
import org.cyborgml.data.ImageFolder;
import org.cyborgml.data.InMemoryImages;
import org.cyborgml.data.InputFormat;
import org.cyborgml.data.LabelledImage;
import org.cyborgml.data.SaliencyData;
import org.cyborgml.data.SaliencyDataSetIterator;
import org.cyborgml.data.Split;
import org.cyborgml.examples.SpottedShapes;
import org.cyborgml.models.Architecture;
import org.cyborgml.saliency.batch.BatchResult;
import org.cyborgml.saliency.batch.MapBatch;
import org.cyborgml.saliency.image.ImageDecoder;
import org.cyborgml.saliency.image.PngWriter;
import org.cyborgml.saliency.image.Raster;
import org.cyborgml.saliency.image.SampleDepth;
import org.cyborgml.saliency.map.SaliencyMapBuilder;
import org.cyborgml.scoring.Explanation;
import org.cyborgml.scoring.Scorer;
import org.cyborgml.training.LearningRateSchedule;
import org.cyborgml.training.RunFolder;
import org.cyborgml.training.TrainedNetwork;
import org.cyborgml.training.Trainer;
import org.cyborgml.training.TrainingLog;
import org.cyborgml.training.TrainingSettings;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.evaluation.classification.Evaluation;

/** Code of the chapters on data and maps, on the shapes that the guide's commands draw. */
class DataExamplesTest {

    @TempDir
    private Path folder;

    @Test
    void fromMarksToATrainedNetwork() throws IOException {
        Path toy = folder.resolve("toy");
        SpottedShapes.main(new String[] {toy.toString()});

        // <guide>
        MapBatch batch = MapBatch.with(SaliencyMapBuilder.paper());
        BatchResult built = batch.build(toy.resolve("annotations.csv"), toy.resolve("marks/maps"));
        built.failures().forEach(System.err::println);
        // </guide>
        assertThat(built.maps()).hasSize(240);

        // <guide>
        SaliencyData data = SaliencyData.csv(toy.resolve("split.csv"), toy.resolve("images"))
                .withMaps(toy.resolve("marks/maps"));
        // </guide>
        assertThat(data.classes().names()).containsExactly("disc", "square");

        // <guide>
        DataCheck.of(data).check().requirePassed("the data");
        // </guide>

        // <guide>
        TrainingSettings settings = TrainingSettings.reference()
                .withEpochs(2)
                .withBatch(8)
                .withLearningRate(0.02)
                .withSchedule(LearningRateSchedule.COSINE);
        TrainingLog log = Trainer.builder(settings, toy.resolve("run"))
                .data(data)
                .architecture(Architecture.SMALL_CNN)
                .build()
                .resume();
        System.out.println("validation accuracy " + log.validationAccuracy());
        // </guide>
        assertThat(log.epochs()).isEqualTo(2);

        // <guide>
        TrainedNetwork trained =
                TrainedNetwork.load(RunFolder.of(toy.resolve("run")).finalModel());
        for (Explanation seen : Scorer.of(trained).explain(ImageFolder.open(toy.resolve("new")))) {
            String path = seen.score().path();
            System.out.println(path + ": " + seen.score().predictedName());
            Raster cam = seen.cam().resizedTo(112, 112).toRaster(SampleDepth.EIGHT_BITS);
            PngWriter.write(cam, toy.resolve(path.replace('/', '-')));
        }
        // </guide>
        assertThat(toy.resolve("square-001.png")).exists();
        folders(toy);
    }

    private void folders(Path toy) throws IOException {
        // <guide>
        SaliencyData data = SaliencyData.folderPerClass(toy.resolve("images"))
                .withMaps(toy.resolve("marks/maps"))
                .withValidationShare(0.2, 1);
        ComputationGraph network = Architecture.SMALL_CNN
                .builder()
                .numClasses(2)
                .inputSide(112)
                .build()
                .init();
        InputFormat input = InputFormat.square(112, Architecture.SMALL_CNN.normalisation());
        BatchFormat format = BatchFormat.of(network.getConfiguration(), input);
        try (SaliencyDataSetIterator training = SaliencyDataSetIterator.builder(data, format)
                        .batchSize(8)
                        .build();
                SaliencyDataSetIterator validation = SaliencyDataSetIterator.builder(data, format)
                        .split(Split.TEST)
                        .build()) {
            network.fit(training, 2);
            Evaluation evaluation = network.evaluate(validation);
            System.out.println(evaluation.stats());
        }
        // </guide>
        assertThat(data.rows(Split.TEST)).hasSize(48);
        inMemory(toy);
    }

    private static void inMemory(Path toy) throws IOException {
        Raster disc = ImageDecoder.withDefaults().read(toy.resolve("images/disc/000.png"));
        Raster square = ImageDecoder.withDefaults().read(toy.resolve("images/square/001.png"));
        // <guide>
        SaliencyData data = SaliencyData.of(
                List.of(
                        new LabelledImage(Split.TRAIN, "disc", "camera/1"),
                        new LabelledImage(Split.TRAIN, "square", "camera/2")),
                InMemoryImages.of(Map.of("camera/1", disc, "camera/2", square)));
        // </guide>
        assertThat(data.rows(Split.TRAIN)).hasSize(2);
        assertThat(Files.exists(toy.resolve("camera"))).isFalse();
    }
}
