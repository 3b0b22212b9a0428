package org.cyborgml.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cyborgml.models.layer.BatchNorm;
import org.cyborgml.models.layer.FrozenWeights;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.rng.Random;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * At inference, an image gives the same bits in the first batch of a fresh network and in any later one, in a whole batch
 * and in a smaller one at the end, with weights frozen or not.
 */
@Tag("both-kernel-sets")
class BatchIndependenceTest {

    private static final int BATCH = 4;

    private static ComputationGraph fresh(Architecture architecture, int side) {
        ComputationGraph network =
                architecture.builder().inputSide(side).seed(7).build().init();
        // Fresh batch norms change next to nothing, which would hide in what order they compute.
        Random random = Nd4j.getRandomFactory().getNewRandomInstance(11);
        network.paramTable().forEach((name, values) -> {
            if (name.endsWith(BatchNorm.RUNNING_MEAN)) {
                values.assign(Nd4j.rand(-0.1, 0.1, random, values.shape()));
            } else if (name.endsWith(BatchNorm.RUNNING_VARIANCE)) {
                values.assign(Nd4j.rand(0.7, 1.3, random, values.shape()));
            }
        });
        return network;
    }

    private static INDArray images(int side) {
        return NetworkGolden.images(3, BATCH, side, DataType.FLOAT);
    }

    private static INDArray first(INDArray images, int samples) {
        return images.get(NDArrayIndex.interval(0, samples)).dup('c');
    }

    /** For every image its probability and its CAM. */
    private static List<List<Double>> results(ComputationGraph network, INDArray images) {
        INDArray[] outputs = network.output(false, images);
        return IntStream.range(0, (int) images.size(0))
                .mapToObj(sample -> Arrays.stream(outputs)
                        .flatMapToDouble(output -> Arrays.stream(
                                output.slice(sample).dup('c').data().asDouble()))
                        .boxed()
                        .toList())
                .toList();
    }

    private static void assertSame(List<List<Double>> actual, List<List<Double>> expected, String batch) {
        assertThat(actual).hasSameSizeAs(expected);
        assertThat(IntStream.range(0, actual.size())
                        .filter(image -> !actual.get(image).equals(expected.get(image))))
                .as("images with other bits in %s", batch)
                .isEmpty();
    }

    private static void assertSameInEveryBatch(ComputationGraph network, INDArray images) {
        List<List<Double>> expected = results(network, images);
        assertThat(Set.copyOf(expected)).hasSize(BATCH);
        for (int batch = 2; batch <= 4; batch++) {
            assertSame(results(network, images), expected, "batch " + batch);
        }
        for (int samples = BATCH - 1; samples >= 1; samples--) {
            assertSame(
                    results(network, first(images, samples)),
                    expected.subList(0, samples),
                    "a last batch of " + samples);
        }
        assertSame(
                results(network, Nd4j.concat(0, images, images)),
                Stream.of(expected, expected).flatMap(List::stream).toList(),
                "a batch of twice as many");
    }

    @ParameterizedTest
    @CsvSource({
        "small_cnn, 64",
        "resnet50, 64",
        "densenet121, 64",
        "inception_v3, 107",
        "xception, 71",
        "cnndetection, 64",
        "self_attention, 71"
    })
    void anImageGivesTheSameBitsInEveryBatch(String name, int side) {
        Architecture architecture = Architecture.named(name);
        INDArray images = images(side);
        ComputationGraph network = fresh(architecture, side);
        assertSameInEveryBatch(network, images);
        ComputationGraph other = fresh(architecture, side);
        try (FrozenWeights frozen = FrozenWeights.of(other)) {
            assertSameInEveryBatch(other, images);
        }
        List<List<Double>> expected = results(network, images);
        assertSame(results(other, images), expected, "a batch after the weights were frozen");
        assertSame(
                results(fresh(architecture, side), first(images, 1)), expected.subList(0, 1), "a first batch of one");
    }

    /** A run that is resumed scores with a fresh copy of the network that it was trained with. */
    @Test
    void aTrainedNetworkGivesTheBitsOfItsCopy() {
        ComputationGraph network = fresh(Architecture.SMALL_CNN, 64);
        INDArray images = images(64);
        INDArray[] outputs = network.output(images);
        INDArray labels = Nd4j.eye(2).castTo(DataType.FLOAT).repeat(0, BATCH / 2);
        MultiDataSet batch = new MultiDataSet(new INDArray[] {images}, new INDArray[] {labels, outputs[1]});
        for (int step = 0; step < 3; step++) {
            network.fit(batch);
            assertSame(results(network.clone(), images), results(network, images), "the copy after step " + step);
        }
    }
}
