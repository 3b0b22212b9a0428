package org.cyborgml.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.cyborgml.head.CyborgHead;
import org.cyborgml.optim.ClassicalMomentum;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

@Tag("both-kernel-sets")
class SmallCnnTest {

    private static MultiDataSet batch(int n, int channels, int side, int grid, int classes) {
        var random = Nd4j.getRandomFactory().getNewRandomInstance(11);
        INDArray images = Nd4j.rand(0.0, 1.0, random, n, channels, side, side).castTo(DataType.FLOAT);
        INDArray labels = Nd4j.zeros(DataType.FLOAT, n, classes);
        for (int i = 0; i < n; i++) {
            labels.putScalar(i, i % classes, 1);
            // Something to learn: the class as a bright spot.
            images.get(
                            org.nd4j.linalg.indexing.NDArrayIndex.point(i),
                            org.nd4j.linalg.indexing.NDArrayIndex.all(),
                            org.nd4j.linalg.indexing.NDArrayIndex.interval(i % classes * 5, i % classes * 5 + 4),
                            org.nd4j.linalg.indexing.NDArrayIndex.interval(4, 8))
                    .addi(2);
        }
        INDArray maps = Nd4j.rand(0.0, 1.0, random, n, grid, grid).castTo(DataType.FLOAT);
        return new MultiDataSet(new INDArray[] {images}, new INDArray[] {labels, maps});
    }

    @ParameterizedTest
    @CsvSource({"28, 1, 7", "32, 3, 8", "112, 3, 7", "113, 3, 8", "224, 3, 14", "7, 3, 7"})
    void gridIsNeverCoarse(int side, int channels, int grid) {
        ComputationGraph network =
                SmallCnn.builder().inputSide(side).channels(channels).build().init();
        assertThat(network.numParams()).isBetween(310_000L, 320_000L);
        INDArray[] out = network.output(Nd4j.rand(DataType.FLOAT, 1, channels, side, side));
        assertThat(out[0].shape()).containsExactly(1, 2);
        assertThat(out[1].shape()).containsExactly(1, grid, grid);
    }

    @Test
    void learnsAndSurvivesSaving(@TempDir Path folder) throws Exception {
        SmallCnn.Builder builder = SmallCnn.builder()
                .numClasses(3)
                .inputSide(28)
                .channels(1)
                .seed(5)
                .updater(new ClassicalMomentum(0.05, 0.9));
        ComputationGraph network = builder.build().init();
        assertThat(builder.build().init().params()).isEqualTo(network.params());
        MultiDataSet batch = batch(12, 1, 28, 7, 3);
        network.fit(batch);
        double before = network.score();
        for (int i = 0; i < 15; i++) {
            network.fit(batch);
        }
        assertThat(network.score()).isLessThan(before / 2);
        Path file = folder.resolve("network.zip");
        network.save(file.toFile(), true);
        ComputationGraph loaded = ComputationGraph.load(file.toFile(), true);
        assertThat(loaded.output(batch.getFeatures(0))).isEqualTo(network.output(batch.getFeatures(0)));
        network.fit(batch);
        loaded.fit(batch);
        assertThat(loaded.params()).isEqualTo(network.params());
        assertThat(network.getConfiguration().getNetworkOutputs())
                .containsExactly(CyborgHead.PROBABILITIES, CyborgHead.SALIENCY);
    }

    @Test
    void refusesWhatCannotBe() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SmallCnn.builder().seed(0))
                .withMessageContaining("seed");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SmallCnn.builder().inputSide(0))
                .withMessage("height must be at least 1, found 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SmallCnn.builder().dataType(DataType.BFLOAT16))
                .withMessageContaining("BFLOAT16");
    }
}
