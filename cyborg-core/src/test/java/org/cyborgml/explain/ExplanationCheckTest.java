package org.cyborgml.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ExplanationCheckTest {

    private static final int SIDE = 6;
    private static final ExplanationMethod BLIND =
            (network, images, classes, progress) -> images.sum(1).dup();

    /** Scores are weighted sums of the pixels. */
    private static ExplainedNetwork linear() {
        return network(graph -> graph.addLayer("fc", output(), "image"));
    }

    /** Each pixel adds to the scores by itself, wherever it is. */
    private static ExplainedNetwork pixelwise() {
        return network(graph -> graph.addLayer(
                        "features",
                        new ConvolutionLayer.Builder(1, 1)
                                .nOut(5)
                                .activation(Activation.SOFTPLUS)
                                .build(),
                        "image")
                .addLayer("pool", new GlobalPoolingLayer(PoolingType.AVG), "features")
                .addLayer("fc", output(), "pool"));
    }

    private static OutputLayer output() {
        return new OutputLayer.Builder().nOut(3).activation(Activation.SOFTMAX).build();
    }

    private interface Layers {
        void addTo(org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder graph);
    }

    private static ExplainedNetwork network(Layers layers) {
        var graph = new NeuralNetConfiguration.Builder()
                .seed(5)
                .dataType(DataType.DOUBLE)
                .graphBuilder()
                .addInputs("image")
                .setInputTypes(InputType.convolutional(SIDE, SIDE, 2));
        layers.addTo(graph);
        ComputationGraph network = new ComputationGraph(graph.setOutputs("fc").build());
        network.init();
        return ExplainedNetwork.of(network);
    }

    private static INDArray images(int count) {
        return Nd4j.rand(-1.0, 2.0, Nd4j.getRandomFactory().getNewRandomInstance(8), count, 2, SIDE, SIDE)
                .castTo(DataType.DOUBLE);
    }

    @Test
    void curvesAgreeWithPyTorch() {
        // src/test/python/make_explanation_goldens.py
        ExplainedNetwork network = GoldenNetwork.network(DataType.DOUBLE);
        INDArray images = GoldenNetwork.images(DataType.DOUBLE);
        INDArray maps = GoldenNetwork.array(GoldenNetwork.GOLDEN.get("pixels").get("occlusion"), DataType.DOUBLE);
        JsonNode all = GoldenNetwork.GOLDEN.get("curves");
        assertThat(all).hasSize(4);
        for (JsonNode golden : all) {
            int i = golden.get("image").asInt();
            PixelCurve check =
                    golden.get("kind").asText().equals("deletion") ? PixelCurve.deletion() : PixelCurve.insertion();
            ScoreCurve curve = check.withSteps(4)
                    .withBlur(5, 2)
                    .of(network, one(images, i), oneMap(maps, i), GoldenNetwork.classes()[i]);
            assertThat(curve.probabilities()).hasSize(5);
            for (int k = 0; k < 5; k++) {
                assertThat(curve.probabilities().get(k))
                        .isCloseTo(golden.get("values").get(k).asDouble(), within(1e-12));
            }
            assertThat(curve.area()).isCloseTo(golden.get("area").asDouble(), within(1e-12));
        }
    }

    private static INDArray one(INDArray images, int i) {
        return images.slice(i).dup().reshape(1, images.size(1), images.size(2), images.size(3));
    }

    private static INDArray oneMap(INDArray maps, int i) {
        return maps.slice(i).dup().reshape(1, maps.size(1), maps.size(2));
    }

    @Test
    void deletionEndsAtABlankImageAndInsertionAtTheImage() {
        ExplainedNetwork network = pixelwise();
        INDArray image = images(1);
        INDArray map = Occlusion.of(1, 1).explain(network, image, new int[] {2});
        List<Double> deletion =
                PixelCurve.deletion().withSteps(7).of(network, image, map, 2).probabilities();
        List<Double> insertion =
                PixelCurve.insertion().withSteps(7).of(network, image, map, 2).probabilities();
        double whole = network.probabilities(image).getDouble(0, 2);
        assertThat(deletion.get(0)).isCloseTo(whole, within(1e-12));
        assertThat(deletion.get(7))
                .isCloseTo(network.probabilities(image.mul(0)).getDouble(0, 2), within(1e-12));
        assertThat(insertion.get(7)).isCloseTo(whole, within(1e-12));
    }

    @Test
    void deletionByWhatEachPixelAddsIsBelowAnyOtherOrder() {
        // The class's logit is a sum over pixels, and with two classes alike its probability falls with it.
        ExplainedNetwork network = linear();
        INDArray image = images(1);
        INDArray weights = network.network().getLayer("fc").getParam("W");
        weights.getColumn(1).assign(0);
        weights.getColumn(2).assign(0);
        INDArray map = Occlusion.of(1, 1).explain(network, image, new int[] {0});
        double best =
                PixelCurve.deletion().withSteps(36).of(network, image, map, 0).area();
        for (int seed = 1; seed < 6; seed++) {
            INDArray other = Nd4j.rand(0.0, 1.0, Nd4j.getRandomFactory().getNewRandomInstance(seed), 1, SIDE, SIDE)
                    .castTo(DataType.DOUBLE);
            assertThat(PixelCurve.deletion()
                            .withSteps(36)
                            .of(network, image, other, 0)
                            .area())
                    .isGreaterThan(best);
        }
        assertThat(PixelCurve.deletion()
                        .withSteps(36)
                        .of(network, image, map.neg(), 0)
                        .area())
                .isGreaterThan(best);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 20})
    void sensitivityNIsOneForALinearNetwork(int pixels) {
        ExplainedNetwork network = linear();
        INDArray image = images(1);
        INDArray map = Occlusion.of(1, 1).explain(network, image, new int[] {1});
        SensitivityN check = SensitivityN.of(pixels).withSets(40).withSeed(3);
        assertThat(check.of(network, image, map, 1)).isCloseTo(1, within(1e-9));
        assertThat(check.of(network, image, map.neg(), 1)).isCloseTo(-1, within(1e-9));
        assertThat(check.of(network, image, map.mul(0), 1)).isZero();
    }

    @Test
    void randomisationChangesAnExplanationButNotOneThatIsBlindToTheNetwork() {
        ExplainedNetwork network = GoldenNetwork.network(DataType.DOUBLE);
        INDArray images = GoldenNetwork.images(DataType.DOUBLE);
        int[] classes = GoldenNetwork.classes();
        INDArray before = network.network().params().dup();
        ParameterRandomisation check = ParameterRandomisation.withDefaults().withSteps(5);
        INDArray trained = InputGradient.method().explain(network, images, classes);
        List<ParameterRandomisation.Step> steps = check.of(network, InputGradient.method(), images, classes);
        assertThat(steps.stream().map(ParameterRandomisation.Step::layer).toList())
                .containsExactly("fc", "bn2", "conv2", "bn1", "conv1");
        steps.forEach(step -> assertThat(step.maps()).isNotEqualTo(trained));
        check.of(network, BLIND, images, classes)
                .forEach(step -> assertThat(step.maps()).isEqualTo(images.sum(1)));
        assertThat(network.network().params()).isEqualTo(before);
        assertThat(check.withSteps(100).of(network, BLIND, images, classes)).hasSize(5);
    }

    @Test
    void stabilityIsZeroOfAConstantGradientAndInProportionOfALinearMap() {
        INDArray images = images(3);
        int[] classes = {0, 1, 2};
        ExplanationStability check =
                ExplanationStability.withDefaults().withDraws(4).withRadius(0.01);
        for (double value : check.of(linear(), InputGradient.method(), images, classes)) {
            assertThat(value).isLessThan(1e-12);
        }
        // BLIND is linear in the image, so twice the change makes twice the difference.
        double[] once = check.of(linear(), BLIND, images, classes);
        double[] twice = check.withRadius(0.02).of(linear(), BLIND, images, classes);
        for (int i = 0; i < once.length; i++) {
            assertThat(once[i]).isPositive();
            assertThat(twice[i]).isCloseTo(2 * once[i], within(1e-9));
        }
    }

    @Test
    void whatTreatsPixelsAlikeIsEquivariant() {
        INDArray images = images(2);
        int[] classes = {1, 2};
        for (ExplanationMethod method : List.of(GradCam.of("features"), Occlusion.of(1, 1), InputGradient.method())) {
            for (double value : Equivariance.mirrored(pixelwise(), method, images, classes)) {
                assertThat(value).isCloseTo(1, within(1e-9));
            }
            for (double value : Equivariance.moved(pixelwise(), method, images, classes, 2)) {
                assertThat(value).isCloseTo(1, within(1e-9));
            }
        }
        // Weights of a place stay there when the image moves.
        for (double value : Equivariance.mirrored(linear(), InputGradient.method(), images, classes)) {
            assertThat(Math.abs(value)).isLessThan(0.9);
        }
    }

    @Test
    void refusesWhatDoesNotFit() {
        ExplainedNetwork network = linear();
        INDArray image = images(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SensitivityN.of(36).of(network, image, Nd4j.zeros(1, SIDE, SIDE), 0))
                .withMessage("n must be below the 36 pixels of the image, found 36");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PixelCurve.deletion().of(network, images(2), Nd4j.zeros(2, SIDE, SIDE), 0))
                .withMessageContaining("must be one image [1, C, H, W] and its map [1, h, w]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PixelCurve.deletion().of(network, image, Nd4j.zeros(1, SIDE, SIDE), 3))
                .withMessage("class must be in [0, 3), found 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Equivariance.moved(network, BLIND, image, new int[] {0}, SIDE))
                .withMessage("images of 6 columns can be moved by 1 to 5, found 6");
    }
}
