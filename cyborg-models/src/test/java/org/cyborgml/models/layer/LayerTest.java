package org.cyborgml.models.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.cyborgml.gradientcheck.GradientCheck;
import org.cyborgml.head.CyborgHead;
import org.cyborgml.loss.CyborgLoss;
import org.cyborgml.models.kernel.FusedActivation;
import org.cyborgml.models.kernel.Window;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

@Tag("both-kernel-sets")
class LayerTest {

    private static final int CHANNELS = 4;

    private static ComputationGraph network(int height, int width, WorkspaceMode workspaces, Layer... layers) {
        var graph = new NeuralNetConfiguration.Builder()
                .seed(3)
                .dataType(DataType.DOUBLE)
                .updater(new Sgd(0.1))
                .trainingWorkspaceMode(workspaces)
                .inferenceWorkspaceMode(workspaces)
                .graphBuilder()
                .addInputs("image")
                .setInputTypes(InputType.convolutional(height, width, CHANNELS));
        String at = "image";
        for (int i = 0; i < layers.length; i++) {
            graph.addLayer("layer" + i, layers[i], at);
            at = "layer" + i;
        }
        CyborgHead.builder(2).loss(CyborgLoss.paper()).build().attachTo(graph, at);
        ComputationGraph network = new ComputationGraph(graph.build());
        network.init();
        return network;
    }

    private static MultiDataSet batch(ComputationGraph network, int n, int height, int width) {
        return RandomBatch.of(network, n, CHANNELS, height, width);
    }

    static Stream<Arguments> convolutions() {
        Window three = Window.of(3).withPadding(1);
        return Stream.of(
                Arguments.of(Convolution.builder(3, Window.of(1)), 5, 5),
                Arguments.of(Convolution.builder(3, three).bias(Bias.LEARNED), 5, 6),
                Arguments.of(Convolution.builder(3, three.withStride(2)), 7, 6),
                Arguments.of(Convolution.builder(3, Window.of(1, 7).withPadding(0, 3)), 5, 5),
                Arguments.of(Convolution.builder(3, Window.of(7).withPadding(3).withStride(2)), 9, 8),
                Arguments.of(Convolution.builder(4, three).groups(4), 5, 6),
                Arguments.of(
                        Convolution.builder(4, three.withStride(2)).groups(4).bias(Bias.LEARNED), 6, 5),
                Arguments.of(Convolution.builder(6, three).groups(2).bias(Bias.LEARNED), 5, 5),
                Arguments.of(Convolution.builder(8, three).groups(4), 4, 5),
                Arguments.of(
                        Convolution.builder(4, Window.of(3).withStride(2).withExtraPadding(1))
                                .groups(4),
                        6,
                        7),
                Arguments.of(
                        Convolution.builder(
                                3, Window.of(5).withStride(2).withPadding(1).withExtraPadding(1)),
                        7,
                        6));
    }

    @ParameterizedTest
    @MethodSource("convolutions")
    void convolutionGradient(Convolution.Builder convolution, int height, int width) {
        ComputationGraph network = network(
                height,
                width,
                WorkspaceMode.ENABLED,
                Convolution.builder(CHANNELS, Window.of(1)).build(),
                convolution.build());
        GradientCheck.withDefaults()
                .check(network, batch(network, 3, height, width))
                .requirePassed();
    }

    @ParameterizedTest
    @EnumSource(FusedActivation.class)
    void batchNormGradient(FusedActivation activation) {
        for (WorkspaceMode mode : List.of(WorkspaceMode.ENABLED, WorkspaceMode.NONE)) {
            ComputationGraph network = network(
                    4,
                    5,
                    mode,
                    Convolution.builder(5, Window.of(3)).build(),
                    BatchNorm.builder().activation(activation).build());
            network.getLayer("layer1").getParam(BatchNorm.BIAS).assign(Nd4j.createFromArray(0.1, 0.3, -0.2, 0.5, 0.01));
            network.getLayer("layer1").getParam(BatchNorm.WEIGHT).assign(Nd4j.createFromArray(1, 2, 0.5, -1, 1.5));
            GradientCheck.withDefaults().check(network, batch(network, 4, 4, 5)).requirePassed();
        }
    }

    /** Expected values from the definition, computed here sample by sample. */
    @Test
    void runningStatisticsMoveAsPyTorchs() {
        ComputationGraph network =
                network(3, 3, WorkspaceMode.ENABLED, BatchNorm.builder().build());
        MultiDataSet batch = batch(network, 4, 3, 3);
        INDArray images = batch.getFeatures(0);
        network.fit(batch);
        network.fit(batch);
        for (int c = 0; c < CHANNELS; c++) {
            double sum = 0;
            double squares = 0;
            for (int i = 0; i < 4 * 9; i++) {
                double v = images.getDouble(i / 9, c, i % 9 / 3, i % 3);
                sum += v;
                squares += v * v;
            }
            double mean = sum / 36;
            double unbiased = (squares - 36 * mean * mean) / 35;
            // r = 0.9 r + 0.1 s, twice.
            assertThat(network.getLayer("layer0")
                            .getParam(BatchNorm.RUNNING_MEAN)
                            .getDouble(c))
                    .isCloseTo(0.19 * mean, org.assertj.core.api.Assertions.within(1e-12));
            assertThat(network.getLayer("layer0")
                            .getParam(BatchNorm.RUNNING_VARIANCE)
                            .getDouble(c))
                    .isCloseTo(0.81 + 0.19 * unbiased, org.assertj.core.api.Assertions.within(1e-12));
        }
    }

    @Test
    void configurationsSurviveJson() {
        ComputationGraph network = network(
                8,
                8,
                WorkspaceMode.NONE,
                Convolution.builder(6, Window.of(3).withPadding(1).withStride(2))
                        .groups(2)
                        .bias(Bias.LEARNED)
                        .weightInitialisation(WeightInitialisation.KAIMING_FAN_OUT)
                        .build(),
                BatchNorm.builder()
                        .activation(FusedActivation.RELU)
                        .eps(1e-3)
                        .momentum(0.2)
                        .build());
        ComputationGraphConfiguration copy = ComputationGraphConfiguration.fromJson(
                network.getConfiguration().toJson());
        assertThat(copy).isEqualTo(network.getConfiguration());
        assertThat(copy.getVertices().get("layer0"))
                .hasSameHashCodeAs(network.getConfiguration().getVertices().get("layer0"));
        ComputationGraph again = new ComputationGraph(copy);
        again.init();
        assertThat(again.params()).isEqualTo(network.params());
    }

    @Test
    void wrongInputsAreNamed() {
        ComputationGraph network =
                network(8, 8, WorkspaceMode.NONE, BatchNorm.builder().build());
        assertThatThrownBy(() -> network.output(Nd4j.zeros(DataType.DOUBLE, 1, 3, 8, 8)))
                .hasMessageContaining("layer \"layer0\" takes feature maps [N, 4, H, W], found [1, 3, 8, 8]");
        assertThatThrownBy(() -> network(
                        2,
                        2,
                        WorkspaceMode.NONE,
                        Convolution.builder(1, Window.of(3)).build()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("height 2 with padding 0 are too small for a window of height 3");
        assertThatThrownBy(() -> network(
                        4,
                        4,
                        WorkspaceMode.NONE,
                        Convolution.builder(6, Window.of(1)).groups(3).build()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("cannot split 4 input and 6 output channels into 3 groups");
        assertThatIllegalArgumentException().isThrownBy(() -> Window.of(0)).withMessageContaining("0x0");
        ComputationGraph one =
                network(1, 1, WorkspaceMode.NONE, BatchNorm.builder().build());
        MultiDataSet single = batch(one, 1, 1, 1);
        assertThatThrownBy(() -> one.fit(single)).hasMessageContaining("one value per channel");
    }
}
