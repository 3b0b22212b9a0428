package org.cyborgml.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cyborgml.models.SmallCnn;
import org.cyborgml.saliency.augmentation.Augmentation;
import org.cyborgml.saliency.augmentation.HorizontalFlip;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.AsyncMultiDataSetIterator;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.dataset.api.iterator.MultiDataSetIterator;

class SaliencyDataSetIteratorTest {

    private static final Normalisation NORMALISATION =
            Normalisation.of(new double[] {0.5, 0.5, 0.5}, new double[] {0.5, 0.5, 0.5});

    @TempDir
    private Path folder;

    private SaliencyData data;
    private BatchFormat format;
    private ComputationGraph network;

    @BeforeEach
    void write() throws IOException {
        ToyFaces.write(folder, 7);
        Files.delete(folder.resolve("maps/face3.png"));
        data = SaliencyData.csv(folder.resolve("split.csv"), folder.resolve("images"))
                .withMaps(folder.resolve("maps"));
        network = SmallCnn.builder().inputSide(ToyFaces.SIDE).build().init();
        format = BatchFormat.of(network.getConfiguration(), InputFormat.square(ToyFaces.SIDE, NORMALISATION));
    }

    private SaliencyDataSetIterator iterator() throws IOException {
        return SaliencyDataSetIterator.builder(data, format)
                .batchSize(4)
                .augmentation(Augmentation.none().then(new HorizontalFlip(0.5)))
                .build();
    }

    private static List<INDArray> epoch(MultiDataSetIterator batches) {
        List<INDArray> images = new ArrayList<>();
        while (batches.hasNext()) {
            images.add(batches.next().getFeatures(0));
        }
        return images;
    }

    @Test
    void theFormIsThatOfTheNetwork() {
        assertThat(format.grid().width()).isEqualTo(8);
        assertThat(format.grid().height()).isEqualTo(8);
        assertThat(format.logits()).isEqualTo(2);
    }

    @Test
    void aBatchHasImagesOneHotLabelsMapsAndAMask() throws IOException {
        try (SaliencyDataSetIterator batches = SaliencyDataSetIterator.builder(data, format)
                .order(SampleOrder.AS_LISTED)
                .batchSize(5)
                .build()) {
            assertThat(batches.size()).isEqualTo(14);
            assertThat(batches.getLabels()).containsExactly("Real", "Synthetic");
            MultiDataSet batch = batches.next();
            assertThat(batch.getFeatures(0).shape()).containsExactly(5, 3, ToyFaces.SIDE, ToyFaces.SIDE);
            assertThat(batch.getLabels(0).toDoubleMatrix())
                    .isDeepEqualTo(new double[][] {{1, 0}, {0, 1}, {1, 0}, {0, 1}, {1, 0}});
            assertThat(batch.getLabels(1).shape()).containsExactly(5, 8, 8);
            assertThat(batch.getLabelsMaskArray(1).toDoubleVector()).containsExactly(1, 1, 1, 0, 1);
            assertThat(batches.lastSamples())
                    .extracting(sample -> sample.image().path())
                    .startsWith("/face0.png")
                    .hasSize(5);
            assertThat(batches.next().getLabelsMaskArrays()).isNull();
            assertThat(batches.next().getFeatures(0).size(0)).isEqualTo(4);
            assertThat(batches.hasNext()).isFalse();
        }
    }

    @Test
    void aResetBehindTheLastBatchBeginsTheNextEpoch() throws IOException {
        try (SaliencyDataSetIterator batches = iterator();
                SaliencyDataSetIterator others = iterator()) {
            List<INDArray> first = epoch(batches);
            batches.reset();
            assertThat(batches.epoch()).isEqualTo(1);
            List<INDArray> second = epoch(batches);
            assertThat(second).hasSameSizeAs(first).isNotEqualTo(first);
            others.next();
            others.reset();
            assertThat(others.epoch()).isZero();
            assertThat(epoch(others)).isEqualTo(first);
            others.reset();
            assertThat(epoch(others)).isEqualTo(second);
        }
        try (SaliencyDataSetIterator continued = SaliencyDataSetIterator.builder(data, format)
                        .batchSize(4)
                        .augmentation(Augmentation.none().then(new HorizontalFlip(0.5)))
                        .firstEpoch(1)
                        .build();
                SaliencyDataSetIterator whole = iterator()) {
            epoch(whole);
            whole.reset();
            assertThat(epoch(continued)).isEqualTo(epoch(whole));
        }
    }

    @Test
    void dl4jReadsAhead() throws IOException {
        try (SaliencyDataSetIterator batches = iterator();
                SaliencyDataSetIterator others = iterator()) {
            AsyncMultiDataSetIterator ahead = new AsyncMultiDataSetIterator(batches, 2);
            for (int epoch = 0; epoch < 3; epoch++) {
                if (epoch > 0) {
                    ahead.reset();
                    others.reset();
                }
                assertThat(epoch(ahead)).isEqualTo(epoch(others));
            }
            ahead.shutdown();
        }
    }

    @Test
    void evaluationIsOfTheClasses() throws IOException {
        try (SaliencyDataSetIterator training = iterator();
                SaliencyDataSetIterator validation = SaliencyDataSetIterator.builder(data, format)
                        .split(Split.TEST)
                        .order(SampleOrder.AS_LISTED)
                        .batchSize(3)
                        .build()) {
            network.fit(training, 6);
            int correct = 0;
            while (validation.hasNext()) {
                MultiDataSet batch = validation.next();
                INDArray probabilities = network.output(batch.getFeatures(0))[0];
                correct += probabilities
                        .argMax(1)
                        .eq(batch.getLabels(0).argMax(1))
                        .castTo(DataType.INT32)
                        .sumNumber()
                        .intValue();
            }
            Evaluation evaluation = network.evaluate(validation, validation.getLabels());
            assertThat(evaluation.getNumRowCounter()).isEqualTo(7);
            assertThat(evaluation.accuracy()).isEqualTo(correct / 7.0);
            assertThat(evaluation.stats()).contains("Real").contains("Synthetic");
            assertThat(network.getEpochCount()).isEqualTo(6);
            assertThat(training.epoch()).isEqualTo(5);
        }
    }

    @Test
    void aPreProcessorChangesEveryBatch() throws IOException {
        try (SaliencyDataSetIterator batches = iterator()) {
            assertThat(batches.getPreProcessor()).isNull();
            batches.setPreProcessor(batch -> batch.getLabels(1).assign(0.25));
            assertThat(batches.next().getLabels(1).minNumber().doubleValue()).isEqualTo(0.25);
            assertThat(batches.getPreProcessor()).isNotNull();
            for (double value : new double[] {255, -0.5, Double.NaN, Double.POSITIVE_INFINITY}) {
                batches.setPreProcessor(batch -> batch.getLabels(1).putScalar(3, value));
                assertThatIllegalArgumentException()
                        .isThrownBy(batches::next)
                        .withMessageContaining("gave a saliency map the value " + (float) value)
                        .withMessageContaining("must stay from 0 to 1");
                batches.reset();
            }
        }
    }

    @Test
    void whatDoesNotFitIsRefused() throws IOException {
        SaliencyData three = data.withClasses(ClassNames.of(List.of("Real", "Synthetic", "Half")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SaliencyDataSetIterator.builder(three, format).build())
                .withMessageContaining("tells 2 classes apart, the data has 3: Real, Synthetic, Half");
        try (SaliencyDataSetIterator batches = SaliencyDataSetIterator.builder(data, format)
                .cacheBytes(0)
                .batchSize(2)
                .build()) {
            assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> batches.next(3));
            assertThatExceptionOfType(NotSerializableException.class)
                    .isThrownBy(() -> new ObjectOutputStream(OutputStream.nullOutputStream()).writeObject(batches));
            Files.write(folder.resolve("images/face0.png"), new byte[] {1});
            assertThatExceptionOfType(UncheckedIOException.class)
                    .isThrownBy(() -> epoch(batches))
                    .withMessageContaining("face0.png");
        }
    }
}
