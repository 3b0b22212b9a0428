package org.cyborgml.models.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.cyborgml.gradientcheck.GradientCheck;
import org.cyborgml.head.CyborgHead;
import org.cyborgml.loss.CyborgLoss;
import org.cyborgml.models.kernel.FusedActivation;
import org.cyborgml.models.kernel.PoolingMode;
import org.cyborgml.models.kernel.Window;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

/** Layers of EfficientNet and BiSeNet: squeeze and excitation, gates, drop connect, upsampling. */
@Tag("both-kernel-sets")
class MapFactorsTest {

    private static final int CHANNELS = 3;

    private static GraphBuilder graph(int height, int width) {
        return new NeuralNetConfiguration.Builder()
                .seed(3)
                .dataType(DataType.DOUBLE)
                .updater(new Sgd(0.1))
                .graphBuilder()
                .addInputs("image")
                .setInputTypes(InputType.convolutional(height, width, CHANNELS))
                .addLayer(
                        "conv",
                        Convolution.builder(4, Window.of(3).withPadding(1))
                                .bias(Bias.LEARNED)
                                .build(),
                        "image");
    }

    private static ComputationGraph network(GraphBuilder graph, String last) {
        CyborgHead.builder(2).loss(CyborgLoss.paper()).build().attachTo(graph, last);
        ComputationGraphConfiguration conf = graph.build();
        assertThat(ComputationGraphConfiguration.fromJson(conf.toJson())).isEqualTo(conf);
        ComputationGraph network = new ComputationGraph(conf);
        network.init();
        return network;
    }

    private static void checkGradient(ComputationGraph network, int height, int width) {
        GradientCheck.withDefaults()
                .check(network, RandomBatch.of(network, 4, CHANNELS, height, width))
                .requirePassed();
    }

    @Test
    void squeezeExcitation() {
        GraphBuilder graph =
                graph(4, 5).addLayer("se", SqueezeExcitation.builder(2).build(), "conv");
        ComputationGraph network = network(graph, "se");
        checkGradient(network, 4, 5);
        // With weights of zero every map is multiplied by the sigmoid of the last bias.
        network.getLayer("se").getParam(SqueezeExcitation.EXPAND_WEIGHT).assign(0);
        network.getLayer("se")
                .getParam(SqueezeExcitation.EXPAND_BIAS)
                .assign(Nd4j.createFromArray(0, Math.log(3), -Math.log(3), 50));
        var maps =
                network.feedForward(RandomBatch.of(network, 2, CHANNELS, 4, 5).getFeatures(0), false);
        double[] factors = {0.5, 0.75, 0.25, 1};
        for (int c = 0; c < factors.length; c++) {
            assertThat(maps.get("se").getDouble(1, c, 2, 3))
                    .isCloseTo(maps.get("conv").getDouble(1, c, 2, 3) * factors[c], within(1e-12));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SqueezeExcitation.builder(0))
                .withMessage("squeezed must be at least 1, found 0");
    }

    @ParameterizedTest
    @EnumSource(Gating.class)
    void gates(Gating gating) {
        GraphBuilder graph = graph(4, 4)
                .addLayer(
                        "means",
                        Pooling.builder(PoolingMode.AVERAGE, Window.of(4)).build(),
                        "conv")
                .addLayer("numbers", Convolution.builder(4, Window.of(1)).build(), "means")
                .addVertex("gate", new ChannelGate(gating), "conv", "numbers");
        ComputationGraph network = network(graph, "gate");
        checkGradient(network, 4, 4);
        var maps =
                network.feedForward(RandomBatch.of(network, 2, CHANNELS, 4, 4).getFeatures(0), false);
        double number = maps.get("numbers").getDouble(1, 2, 0, 0);
        double map = maps.get("conv").getDouble(1, 2, 3, 1);
        double sigmoid = 1 / (1 + Math.exp(-number));
        assertThat(maps.get("gate").getDouble(1, 2, 3, 1))
                .isCloseTo(
                        switch (gating) {
                            case SHIFT -> map + number;
                            case SCALE -> map * sigmoid;
                            case SCALE_AND_ADD -> map + map * sigmoid;
                        },
                        within(1e-12));
    }

    @Test
    void gatesTakeOneNumberForEachMap() {
        GraphBuilder graph = graph(4, 4).addVertex("gate", new ChannelGate(Gating.SCALE), "conv", "conv");
        assertThatThrownBy(() -> network(graph, "gate")).hasMessageContaining("maps of one cell");
    }

    @Test
    void upsampling() {
        GraphBuilder graph = graph(3, 4)
                .addVertex("doubled", new DoubledMaps(), "conv")
                .addLayer("bilinear", BilinearUpsampling.builder(11, 9).build(), "doubled");
        ComputationGraph network = network(graph, "bilinear");
        checkGradient(network, 3, 4);
        var maps =
                network.feedForward(RandomBatch.of(network, 2, CHANNELS, 3, 4).getFeatures(0), false);
        INDArray doubled = maps.get("doubled");
        assertThat(doubled.getDouble(1, 2, 5, 7)).isEqualTo(maps.get("conv").getDouble(1, 2, 2, 3));
        assertThat(doubled.getDouble(1, 2, 2, 5)).isEqualTo(maps.get("conv").getDouble(1, 2, 1, 2));
        INDArray bilinear = maps.get("bilinear");
        // Corners fall on corners; rows of 6 on 11 are half a cell apart, columns of 8 on 9 seven eighths.
        assertThat(bilinear.getDouble(0, 3, 0, 0)).isCloseTo(doubled.getDouble(0, 3, 0, 0), within(1e-12));
        assertThat(bilinear.getDouble(0, 3, 10, 8)).isCloseTo(doubled.getDouble(0, 3, 5, 7), within(1e-12));
        double above = doubled.getDouble(0, 3, 2, 1) * 0.25 + doubled.getDouble(0, 3, 2, 2) * 0.75;
        double below = doubled.getDouble(0, 3, 3, 1) * 0.25 + doubled.getDouble(0, 3, 3, 2) * 0.75;
        assertThat(bilinear.getDouble(0, 3, 5, 2)).isCloseTo((above + below) / 2, within(1e-12));
    }

    @Test
    void pooledBatchNorm() {
        ComputationGraph network =
                network(graph(3, 4).addLayer("norm", PooledBatchNorm.builder().build(), "conv"), "norm");
        network.getLayer("norm").getParam(BatchNorm.WEIGHT).assign(Nd4j.createFromArray(1, 2, 0.5, -1.0));
        network.getLayer("norm").getParam(BatchNorm.BIAS).assign(Nd4j.createFromArray(0.1, 0.3, -0.2, 0.5));
        checkGradient(network, 3, 4);
        var maps =
                network.feedForward(RandomBatch.of(network, 5, CHANNELS, 3, 4).getFeatures(0), true);
        INDArray features = maps.get("conv").mean(2, 3);
        INDArray normalised = maps.get("norm").mean(2, 3);
        INDArray centred = features.subRowVector(features.mean(0));
        double variance =
                centred.getColumn(1).mul(centred.getColumn(1)).meanNumber().doubleValue();
        assertThat(normalised.getDouble(3, 1))
                .isCloseTo(2 * centred.getDouble(3, 1) / Math.sqrt(variance + 1e-5) + 0.3, within(1e-12));
    }

    @Test
    void withoutGradient() {
        GraphBuilder graph = graph(3, 3)
                .addVertex("stop", new WithoutGradient(), "conv")
                .addLayer("last", Convolution.builder(2, Window.of(1)).build(), "stop");
        ComputationGraph network = network(graph, "last");
        INDArray before = network.getLayer("conv").params().dup();
        INDArray last = network.getLayer("last").params().dup();
        network.fit(RandomBatch.of(network, 2, CHANNELS, 3, 3));
        assertThat(network.getLayer("conv").params()).isEqualTo(before);
        assertThat(network.getLayer("last").params()).isNotEqualTo(last);
    }

    private static ComputationGraph withDropConnect(double probability) {
        GraphBuilder graph = graph(4, 4)
                .addLayer("branch", Convolution.builder(4, Window.of(1)).build(), "conv")
                .addVertex("sum", new Sum(FusedActivation.NONE).withDropConnect(probability), "branch", "conv");
        return network(graph, "sum");
    }

    @Test
    void dropConnect() {
        ComputationGraph network = withDropConnect(0.4);
        checkGradient(network, 4, 4);
        INDArray images = Nd4j.rand(DataType.DOUBLE, 200, CHANNELS, 4, 4);
        var trained = network.feedForward(images, true);
        int dropped = 0;
        for (int n = 0; n < 200; n++) {
            INDArray rest = trained.get("sum").slice(n).sub(trained.get("conv").slice(n));
            INDArray branch = trained.get("branch").slice(n);
            if (rest.normmaxNumber().doubleValue() == 0) {
                dropped++;
            } else {
                assertThat(rest.sub(branch.div(0.6)).normmaxNumber().doubleValue())
                        .isLessThan(1e-12);
            }
        }
        assertThat(dropped).isBetween(60, 100);
        var scored = network.feedForward(images, false);
        assertThat(scored.get("sum")
                        .sub(scored.get("conv"))
                        .sub(scored.get("branch"))
                        .normmaxNumber()
                        .doubleValue())
                .isLessThan(1e-12);
    }

    @Test
    void dropConnectDrawsByTheIteration() {
        ComputationGraph network = withDropConnect(0.5);
        INDArray images = Nd4j.rand(DataType.DOUBLE, 50, CHANNELS, 4, 4);
        INDArray first = network.feedForward(images, true).get("sum").dup();
        assertThat(network.feedForward(images, true).get("sum")).isEqualTo(first);
        network.getConfiguration().setIterationCount(1);
        assertThat(network.feedForward(images, true).get("sum")).isNotEqualTo(first);
    }

    @Test
    void sumsRefuseWhatTheyCannotDo() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Sum(FusedActivation.SWISH))
                .withMessageContaining("found SWISH");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Sum(FusedActivation.RELU).withDropConnect(0.1))
                .withMessageContaining("no activation, found RELU");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Sum(FusedActivation.NONE).withDropConnect(1))
                .withMessageContaining("in [0,1), found 1.0");
    }
}
