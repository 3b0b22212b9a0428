package org.cyborgml.models.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.cyborgml.gradientcheck.GradientCheck;
import org.cyborgml.head.CyborgHead;
import org.cyborgml.loss.CyborgLoss;
import org.cyborgml.models.kernel.FusedActivation;
import org.cyborgml.models.kernel.PoolingMode;
import org.cyborgml.models.kernel.Rounding;
import org.cyborgml.models.kernel.Window;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

/** The layers and vertices without parameters. */
@Tag("both-kernel-sets")
class PiecesTest {

    private static final int CHANNELS = 3;

    /** A convolution named "in", then the pieces, of which the last is named "out". */
    private static ComputationGraph network(int height, int width, Consumer<GraphBuilder> pieces) {
        GraphBuilder graph = new NeuralNetConfiguration.Builder()
                .seed(3)
                .dataType(DataType.DOUBLE)
                .updater(new Sgd(0.1))
                .graphBuilder()
                .addInputs("image")
                .setInputTypes(InputType.convolutional(height, width, CHANNELS))
                .addLayer("in", Convolution.builder(4, Window.of(1)).build(), "image");
        pieces.accept(graph);
        CyborgHead.builder(2).loss(CyborgLoss.paper()).build().attachTo(graph, "out");
        ComputationGraph network = new ComputationGraph(graph.build());
        network.init();
        return network;
    }

    private static MultiDataSet batch(ComputationGraph network, int n, int height, int width) {
        return RandomBatch.of(network, n, CHANNELS, height, width);
    }

    private static void checkGradient(int height, int width, Consumer<GraphBuilder> pieces) {
        ComputationGraph network = network(height, width, pieces);
        GradientCheck.withDefaults()
                .check(network, batch(network, 3, height, width))
                .requirePassed();
    }

    static Stream<Arguments> poolings() {
        Window three = Window.of(3).withStride(2);
        return Stream.of(PoolingMode.values())
                .flatMap(mode -> Stream.of(
                        Arguments.of(mode, Window.of(2).withStride(2), Rounding.FLOOR, 6, 7),
                        Arguments.of(mode, Window.of(2).withStride(2), Rounding.CEIL, 7, 5),
                        Arguments.of(mode, three.withPadding(1), Rounding.FLOOR, 8, 7),
                        Arguments.of(mode, three.withPadding(1), Rounding.CEIL, 8, 7),
                        Arguments.of(mode, three, Rounding.CEIL, 7, 6),
                        Arguments.of(mode, Window.of(3).withPadding(1), Rounding.FLOOR, 5, 6),
                        Arguments.of(mode, Window.of(2, 3).withStride(3).withPadding(1, 1), Rounding.CEIL, 6, 7)));
    }

    @ParameterizedTest
    @MethodSource("poolings")
    void poolingFollowsItsDefinition(PoolingMode mode, Window window, Rounding rounding, int height, int width) {
        ComputationGraph network = network(
                height,
                width,
                graph -> graph.addLayer(
                        "out", Pooling.builder(mode, window).rounding(rounding).build(), "in"));
        INDArray images = batch(network, 2, height, width).getFeatures(0);
        for (DataType type : new DataType[] {DataType.DOUBLE, DataType.FLOAT}) {
            var activations = network.convertDataType(type).feedForward(images.castTo(type), false);
            INDArray in = activations.get("in");
            INDArray out = activations.get("out");
            for (int i = 0; i < out.length(); i++) {
                int w = (int) out.size(3);
                int h = (int) out.size(2);
                double expected = pooled(mode, window, in, i / (w * h), i / w % h, i % w);
                assertThat(out.getDouble(i)).as("element %d of %s", i, out).isCloseTo(expected, within(1e-6));
            }
            assertThat(out.size(2))
                    .isEqualTo(torchLength(height, window.height(), window.paddingHeight(), window, rounding));
            assertThat(out.size(3))
                    .isEqualTo(torchLength(width, window.width(), window.paddingWidth(), window, rounding));
        }
    }

    /** As PyTorch's documentation states it: floor((L + 2 p - k) / s + 1), or ceil; no window starts in the padding behind. */
    private static long torchLength(int length, int side, int padding, Window window, Rounding rounding) {
        double exact = (length + 2.0 * padding - side) / window.stride() + 1;
        long windows = (long) (rounding == Rounding.CEIL ? Math.ceil(exact) : Math.floor(exact));
        return (windows - 1) * window.stride() >= length + padding ? windows - 1 : windows;
    }

    private static double pooled(PoolingMode mode, Window window, INDArray in, int map, int y, int x) {
        int top = y * window.stride() - window.paddingHeight();
        int left = x * window.stride() - window.paddingWidth();
        double max = Double.NEGATIVE_INFINITY;
        double sum = 0;
        int inside = 0;
        int padded = 0;
        for (int r = top; r < top + window.height(); r++) {
            for (int c = left; c < left + window.width(); c++) {
                if (r >= 0 && r < in.size(2) && c >= 0 && c < in.size(3)) {
                    double v = in.getDouble(map / (int) in.size(1), map % (int) in.size(1), r, c);
                    max = Math.max(max, v);
                    sum += v;
                    inside++;
                }
                if (r < in.size(2) + window.paddingHeight() && c < in.size(3) + window.paddingWidth()) {
                    padded++;
                }
            }
        }
        return switch (mode) {
            case MAX -> max;
            case AVERAGE -> sum / padded;
            case AVERAGE_INSIDE -> sum / inside;
        };
    }

    @ParameterizedTest
    @MethodSource("poolings")
    void poolingGradient(PoolingMode mode, Window window, Rounding rounding, int height, int width) {
        checkGradient(
                height,
                width,
                graph -> graph.addLayer(
                        "out", Pooling.builder(mode, window).rounding(rounding).build(), "in"));
    }

    /** Skips round residual blocks, so that several gradients meet in one place, with and without ReLU. */
    private static void residual(GraphBuilder graph) {
        Window three = Window.of(3).withPadding(1);
        graph.addVertex("relu", new Sum(FusedActivation.RELU), "in")
                .addLayer("a", Convolution.builder(4, three).build(), "relu")
                .addVertex("block1", new Sum(FusedActivation.NONE), "a", "in")
                .addLayer("b", Convolution.builder(4, three).build(), "block1")
                .addVertex("block2", new Sum(FusedActivation.RELU), "b", "block1", "in")
                .addVertex("out", new Sum(FusedActivation.RELU), "block2", "b");
    }

    @Test
    void sumGradient() {
        checkGradient(4, 5, PiecesTest::residual);
    }

    @Test
    void sumLeavesItsInputsAsTheyAre() {
        ComputationGraph network = network(4, 5, PiecesTest::residual);
        INDArray images = batch(network, 2, 4, 5).getFeatures(0);
        for (boolean training : new boolean[] {true, false}) {
            var maps = network.feedForward(images, training);
            assertThat(maps.get("in").minNumber().doubleValue()).isNegative();
            assertThat(maps.get("block1")).isEqualTo(maps.get("a").add(maps.get("in")));
            assertThat(maps.get("block2").minNumber().doubleValue()).isZero();
            assertThat(maps.get("relu").sumNumber().doubleValue())
                    .isCloseTo(
                            (maps.get("in").sumNumber().doubleValue()
                                            + maps.get("in").norm1Number().doubleValue())
                                    / 2,
                            within(1e-12));
        }
    }

    private static void dense(GraphBuilder graph) {
        Window three = Window.of(3).withPadding(1);
        graph.addLayer("a", Convolution.builder(2, three).build(), "in")
                .addVertex("ab", new Concatenation(), "in", "a")
                .addLayer("b", Convolution.builder(3, three).build(), "ab")
                .addVertex("out", new Concatenation(), "ab", "b", "in");
    }

    @Test
    void concatenation() {
        checkGradient(4, 5, PiecesTest::dense);
        ComputationGraph network = network(4, 5, PiecesTest::dense);
        var maps = network.feedForward(batch(network, 2, 4, 5).getFeatures(0), false);
        assertThat(maps.get("out")).isEqualTo(Nd4j.concat(1, maps.get("ab"), maps.get("b"), maps.get("in")));
    }

    private static void attention(GraphBuilder graph) {
        graph.addLayer("map", Convolution.builder(1, Window.of(1)).build(), "in")
                .addVertex("attended", new Attention(), "in", "map")
                .addLayer("weights", Convolution.builder(3, Window.of(3)).build(), "attended")
                .addLayer("templates", TemplateMap.builder(4, 5).build(), "weights")
                .addVertex("out", new Attention(), "attended", "templates");
    }

    @Test
    void attentionAndTemplates() {
        checkGradient(4, 5, PiecesTest::attention);
        ComputationGraph network = network(4, 5, PiecesTest::attention);
        var maps = network.feedForward(batch(network, 2, 4, 5).getFeatures(0), false);
        INDArray templates = network.getLayer("templates").getParam(TemplateMap.TEMPLATES);
        for (int n = 0; n < 2; n++) {
            INDArray sum = Nd4j.zeros(DataType.DOUBLE, 4, 5);
            for (int k = 0; k < 3; k++) {
                double weight =
                        maps.get("weights").slice(n).slice(k).meanNumber().doubleValue();
                sum.addi(templates.slice(k).mul(weight));
            }
            assertThat(maps.get("templates").slice(n).slice(0).distance2(sum)).isLessThan(1e-12);
            for (int c = 0; c < 4; c++) {
                INDArray expected = maps.get("attended").slice(n).slice(c).mul(sum);
                assertThat(maps.get("out").slice(n).slice(c).distance2(expected))
                        .isLessThan(1e-12);
            }
        }
        ComputationGraphConfiguration copy = ComputationGraphConfiguration.fromJson(
                network.getConfiguration().toJson());
        assertThat(copy).isEqualTo(network.getConfiguration());
    }

    private static Consumer<GraphBuilder> dropout(double probability) {
        return graph ->
                graph.addLayer("out", ChannelDropout.builder(probability).build(), "in");
    }

    @Test
    void dropoutGradient() {
        checkGradient(3, 3, dropout(0.4));
    }

    @Test
    void dropoutScalesAndDrawsByIteration(@TempDir Path folder) throws Exception {
        ComputationGraph network = network(3, 3, dropout(0.25));
        MultiDataSet batch = batch(network, 500, 3, 3);
        INDArray images = batch.getFeatures(0);
        INDArray first = kept(network, images);
        // 2000 draws: within four standard deviations of 0.75.
        assertThat(first.meanNumber().doubleValue()).isCloseTo(0.75, within(0.04));
        assertThat(kept(network, images)).isEqualTo(first);
        var idle = network.feedForward(images, false);
        assertThat(idle.get("out")).isEqualTo(idle.get("in"));
        network.fit(batch);
        INDArray second = kept(network, images);
        assertThat(second).isNotEqualTo(first);
        network.save(folder.resolve("n.zip").toFile(), true);
        assertThat(kept(ComputationGraph.load(folder.resolve("n.zip").toFile(), true), images))
                .isEqualTo(second);
    }

    /** 1 for maps that are kept, 0 for dropped ones; checks that whole maps are, and the factor. */
    private static INDArray kept(ComputationGraph network, INDArray images) {
        var maps = network.feedForward(images, true);
        INDArray ratio = maps.get("out").div(maps.get("in"));
        INDArray kept = ratio.mean(2, 3).mul(0.75);
        assertThat(ratio.std(2, 3).maxNumber().doubleValue()).isLessThan(1e-12);
        for (int i = 0; i < kept.length(); i++) {
            assertThat(kept.getDouble(i)).satisfiesAnyOf(v -> assertThat(v).isZero(), v -> assertThat(v)
                    .isCloseTo(1, within(1e-12)));
        }
        return Nd4j.math().round(kept);
    }

    @Test
    void configurationsSurviveJson() {
        Pooling pooling = Pooling.builder(
                        PoolingMode.AVERAGE_INSIDE, Window.of(3).withStride(2))
                .rounding(Rounding.CEIL)
                .build();
        ComputationGraph network = network(9, 9, graph -> graph.addLayer("pool", pooling, "in")
                .addVertex("relu", new Sum(FusedActivation.RELU), "pool")
                .addLayer("drop", ChannelDropout.builder(0.3).build(), "relu")
                .addVertex("out", new Concatenation(), "drop", "pool"));
        ComputationGraphConfiguration copy = ComputationGraphConfiguration.fromJson(
                network.getConfiguration().toJson());
        assertThat(copy).isEqualTo(network.getConfiguration());
        assertThat(copy.getVertices().get("relu"))
                .hasSameHashCodeAs(network.getConfiguration().getVertices().get("relu"));
    }

    @Test
    void wrongUseIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Pooling.builder(PoolingMode.MAX, Window.of(2).withPadding(2)))
                .withMessageContaining("at most half its window");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChannelDropout.builder(1))
                .withMessageContaining("[0,1), found 1");
        assertThatThrownBy(() -> network(4, 4, graph -> graph.addLayer(
                                "a", Convolution.builder(2, Window.of(1)).build(), "in")
                        .addVertex("out", new Sum(FusedActivation.NONE), "in", "a")))
                .hasMessageContaining("feature maps of one shape");
        assertThatThrownBy(() -> network(
                        4,
                        4,
                        graph -> graph.addLayer(
                                "out",
                                Pooling.builder(PoolingMode.MAX, Window.of(5)).build(),
                                "in")))
                .hasMessageContaining("layer \"out\"")
                .hasMessageContaining("too small for a window of height 5");
    }
}
