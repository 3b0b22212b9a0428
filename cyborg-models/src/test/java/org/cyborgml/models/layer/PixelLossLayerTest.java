package org.cyborgml.models.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.cyborgml.gradientcheck.GradientCheck;
import org.cyborgml.models.kernel.Window;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

class PixelLossLayerTest {

    private static final int CLASSES = 4;
    private static final int IGNORED = 255;

    private static ComputationGraph network(int rows, int columns, PixelLossLayer loss, DataType type) {
        ComputationGraphConfiguration conf = new NeuralNetConfiguration.Builder()
                .seed(3)
                .dataType(type)
                .updater(new Sgd(0.1))
                .graphBuilder()
                .addInputs("image")
                .setInputTypes(InputType.convolutional(rows, columns, 3))
                .addLayer(
                        "conv",
                        Convolution.builder(CLASSES, Window.of(1))
                                .bias(Bias.LEARNED)
                                .build(),
                        "image")
                .addVertex("plain", new PlainMaps(), "conv")
                .addLayer("logits", loss, "plain")
                .setOutputs("logits")
                .build();
        assertThat(ComputationGraphConfiguration.fromJson(conf.toJson())).isEqualTo(conf);
        ComputationGraph network = new ComputationGraph(conf);
        network.init();
        return network;
    }

    /** Labels of which about every fifth is ignored. */
    private static INDArray labels(int samples, int height, int width) {
        Random random = new Random(5);
        int[] labels = random.ints((long) samples * height * width, 0, CLASSES + 1)
                .map(label -> label == CLASSES ? IGNORED : label)
                .toArray();
        return Nd4j.createFromArray(labels).reshape('c', samples, height, width);
    }

    private static MultiDataSet batch(INDArray images, INDArray labels) {
        return new MultiDataSet(new INDArray[] {images}, new INDArray[] {labels});
    }

    private static INDArray images(int samples, int rows, int columns) {
        Nd4j.getRandom().setSeed(7);
        return Nd4j.randn(DataType.DOUBLE, samples, 3, rows, columns).muli(3);
    }

    static Stream<Arguments> sizes() {
        return Stream.of(
                Arguments.of(3, 4, 11, 13),
                Arguments.of(5, 5, 5, 5),
                Arguments.of(1, 3, 4, 7),
                Arguments.of(9, 2, 4, 1),
                Arguments.of(17, 3, 40, 6));
    }

    /** Losses of all pixels, by the definition. */
    private static double[] losses(INDArray interpolated, INDArray labels) {
        double[] losses = new double[(int) labels.length()];
        int i = 0;
        for (int n = 0; n < labels.size(0); n++) {
            for (int y = 0; y < labels.size(1); y++) {
                for (int x = 0; x < labels.size(2); x++) {
                    double sum = 0;
                    for (int c = 0; c < CLASSES; c++) {
                        sum += Math.exp(interpolated.getDouble(n, c, y, x));
                    }
                    int label = labels.getInt(n, y, x);
                    losses[i++] = label == IGNORED ? 0 : Math.log(sum) - interpolated.getDouble(n, label, y, x);
                }
            }
        }
        return losses;
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void meanOverPixels(int rows, int columns, int height, int width) {
        ComputationGraph network =
                network(rows, columns, PixelLossLayer.builder(height, width).build(), DataType.DOUBLE);
        INDArray labels = labels(3, height, width);
        MultiDataSet batch = batch(images(3, rows, columns), labels);
        double[] losses = losses(network.output(batch.getFeatures())[0], labels);
        long counted = Arrays.stream(losses).filter(loss -> loss > 0).count();
        assertThat(network.score(batch)).isCloseTo(Arrays.stream(losses).sum() / counted, within(1e-12));
        GradientCheck.withDefaults().check(network, batch).requirePassed();
    }

    /** The first rule keeps what is above the bar, the second the hardest pixels. */
    @ParameterizedTest
    @MethodSource("rules")
    void hardestPixels(HardPixels rule) {
        ComputationGraph network =
                network(4, 3, PixelLossLayer.builder(12, 9).hardPixels(rule).build(), DataType.DOUBLE);
        INDArray labels = labels(2, 12, 9);
        MultiDataSet batch = batch(images(2, 4, 3), labels);
        double[] losses = losses(network.output(batch.getFeatures())[0], labels);
        Arrays.sort(losses);
        int least = (int) (losses.length * rule.leastShare());
        double bar = -Math.log(rule.probability());
        boolean isEnough = losses[losses.length - 1 - least] > bar;
        assertThat(isEnough).isEqualTo(rule.probability() > 0.5);
        double[] kept = isEnough
                ? Arrays.stream(losses).filter(loss -> loss > bar).toArray()
                : Arrays.copyOfRange(losses, losses.length - least, losses.length);
        assertThat(kept.length).isBetween(2, losses.length - 2);
        assertThat(network.score(batch)).isCloseTo(Arrays.stream(kept).average().orElseThrow(), within(1e-12));
        GradientCheck.withDefaults().check(network, batch).requirePassed();
    }

    static Stream<HardPixels> rules() {
        return Stream.of(HardPixels.published(), new HardPixels(1e-6, 0.25));
    }

    /** More pixels than there are with a class: the rest count as losses of 0. */
    @Test
    void hardestOfFew() {
        PixelLossLayer loss = PixelLossLayer.builder(2, 2)
                .hardPixels(new HardPixels(1e-9, 0.5))
                .build();
        ComputationGraph network = network(2, 2, loss, DataType.DOUBLE);
        INDArray labels =
                Nd4j.createFromArray(new int[] {IGNORED, 1, IGNORED, IGNORED}).reshape(1, 2, 2);
        MultiDataSet batch = batch(images(1, 2, 2), labels);
        double[] losses = losses(network.output(batch.getFeatures())[0], labels);
        assertThat(network.score(batch)).isCloseTo(losses[1] / 2, within(1e-12));
    }

    /** Far apart, with ties, and in float. */
    @Test
    void extremeLogits() {
        ComputationGraph network = network(1, 2, PixelLossLayer.builder(1, 2).build(), DataType.FLOAT);
        network.getLayer("conv").getParam(Convolution.WEIGHT).assign(0);
        network.getLayer("conv").getParam(Convolution.BIAS).assign(Nd4j.createFromArray(-3e4f, 2e4f, 0f, 2e4f));
        INDArray images = Nd4j.zeros(DataType.FLOAT, 1, 3, 1, 2);
        MultiDataSet batch =
                batch(images, Nd4j.createFromArray(new int[] {1, 2}).reshape(1, 1, 2));
        assertThat(network.score(batch)).isCloseTo((Math.log(2) + 2e4 + Math.log(2)) / 2, within(1e-9));
        network.fit(batch);
        assertThat(network.getLayer("conv").getParam(Convolution.BIAS).toDoubleVector())
                .containsExactly(new double[] {-3e4, 2e4, 0.05, 2e4 - 0.05}, within(1e-2));
    }

    @Test
    void withoutClassesNothingIsLearnt() {
        ComputationGraph network = network(3, 3, PixelLossLayer.builder(5, 5).build(), DataType.DOUBLE);
        INDArray before = network.params().dup();
        network.fit(batch(images(2, 3, 3), Nd4j.valueArrayOf(new long[] {2, 1, 5, 5}, IGNORED, DataType.INT32)));
        assertThat(network.score()).isZero();
        assertThat(network.params()).isEqualTo(before);
    }

    @Test
    void wrongLabelsAreRefused() {
        ComputationGraph network = network(3, 3, PixelLossLayer.builder(4, 5).build(), DataType.DOUBLE);
        INDArray images = images(2, 3, 3);
        INDArray labels = labels(2, 4, 5);
        labels.putScalar(1, 2, 3, 4);
        assertThatThrownBy(() -> network.fit(batch(images, labels)))
                .hasMessage("label of pixel 3, 2 of sample 1 must be from 0 to 3, or 255 for none, found 4");
        assertThatThrownBy(() -> network.fit(batch(images, labels(2, 5, 4))))
                .hasMessage("labels of output layer \"logits\" must be [2, 4, 5], found [2, 5, 4]");
        assertThatThrownBy(() -> network.fit(batch(images, Nd4j.valueArrayOf(new long[] {2, 4, 5}, 0.5))))
                .hasMessage("labels of output layer \"logits\" must be whole numbers");
        assertThatThrownBy(() ->
                        network(3, 3, PixelLossLayer.builder(4, 5).ignored(2).build(), DataType.DOUBLE))
                .hasMessageContaining("the ignored label must be none of the 4 classes");
        assertThatIllegalArgumentException().isThrownBy(() -> PixelLossLayer.builder(0, 5));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HardPixels(0, 0.5))
                .withMessage("probability must be in (0,1], found 0.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HardPixels(0.5, 1))
                .withMessage("leastShare must be in (0,1), found 1.0");
    }
}
