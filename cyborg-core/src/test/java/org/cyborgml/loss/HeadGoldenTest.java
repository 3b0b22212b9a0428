package org.cyborgml.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.cyborgml.cam.ClassActivationMapLayer;
import org.cyborgml.head.CyborgHead;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * Loss, CAM and gradients against the PyTorch oracle's {@code head} cases; src/test/python/make_head_goldens.py makes the
 * files.
 */
class HeadGoldenTest {

    static Stream<Arguments> cases() throws IOException {
        List<Arguments> all = new ArrayList<>();
        for (int seed = 1; seed <= 3; seed++) {
            try (InputStream file = HeadGoldenTest.class.getResourceAsStream("head-seed" + seed + ".json.gz");
                    InputStream text = new GZIPInputStream(file)) {
                int number = 0;
                for (JsonNode golden : new ObjectMapper().readTree(text)) {
                    for (DataType type : new DataType[] {DataType.DOUBLE, DataType.FLOAT}) {
                        all.add(Arguments.of("seed " + seed + " case " + number + " " + type, golden, type));
                    }
                    number++;
                }
            }
        }
        return all.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void agreesWithPyTorch(String name, JsonNode golden, DataType type) {
        double tolerance = type == DataType.DOUBLE ? 1e-9 : 1e-4;
        INDArray maps = array(golden.get("maps"), type);
        INDArray weight = array(golden.get("weight"), type);
        INDArray human = array(golden.get("human"), type);
        long classes = weight.size(0);
        INDArray labels = Nd4j.zeros(type, maps.size(0), classes);
        for (int i = 0; i < maps.size(0); i++) {
            labels.putScalar(i, golden.get("labels").get(i).asInt(), 1);
        }
        CyborgLoss loss = CyborgLoss.reference()
                .withAlpha(golden.get("alpha").asDouble())
                .withDistance(
                        golden.get("distance").asText().equals("mse")
                                ? SaliencyDistance.MSE
                                : SaliencyDistance.EUCLIDEAN)
                .withClassSelection(
                        golden.get("select").asText().equals("true") ? ClassSelection.TRUE : ClassSelection.PREDICTED);
        ComputationGraph network = identityNetwork(maps, classes, loss);
        Layer classifier = network.getLayer("classifier");
        classifier.setParam(ClassActivationMapLayer.WEIGHT, weight);
        classifier.setParam(ClassActivationMapLayer.BIAS, array(golden.get("bias"), type));

        MultiDataSet batch = new MultiDataSet(new INDArray[] {maps}, new INDArray[] {labels, human});
        network.initGradientsView();
        network.setInputs(batch.getFeatures());
        network.setLabels(batch.getLabels());
        network.computeGradientAndScore();
        double n = maps.size(0);

        assertThat(network.score()).isCloseTo(golden.get("loss").asDouble(), within(tolerance));
        LossTerms terms = LossTerms.of(network);
        double alpha = golden.get("alpha").asDouble();
        if (alpha > 0) {
            assertThat(terms.classification())
                    .isCloseTo(golden.get("cross_entropy").asDouble(), within(tolerance));
        }
        if (alpha < 1) {
            assertThat(terms.saliency()).isCloseTo(golden.get("saliency").asDouble(), within(tolerance));
        }
        assertThat(terms.total()).isCloseTo(golden.get("loss").asDouble(), within(tolerance));
        assertClose(network.gradient().getGradientFor("classifier_weight").div(n), golden.get("d_weight"), tolerance);
        assertClose(network.gradient().getGradientFor("classifier_bias").div(n), golden.get("d_bias"), tolerance);
        // A 1x1 convolution with identity weights: its bias gradient is the sum of d_maps over samples and cells, its
        // weight gradient the sum of d_maps times maps, so both are seen through the layer below the head.
        INDArray expected = array(golden.get("d_maps"), DataType.DOUBLE);
        assertClose(
                network.gradient().getGradientFor("below_b").div(n).reshape(maps.size(1)),
                expected.sum(0, 2, 3),
                tolerance * 10);
        assertClose(
                network.gradient().getGradientFor("below_W").div(n).reshape(maps.size(1), maps.size(1)),
                products(expected, maps.castTo(DataType.DOUBLE)),
                tolerance * 10);
        if (loss.getClassSelection() == ClassSelection.PREDICTED) {
            assertClose(network.output(maps)[1], golden.get("cam"), tolerance);
        }
    }

    private static INDArray products(INDArray gradients, INDArray maps) {
        long f = maps.size(1);
        INDArray g = gradients.permute(1, 0, 2, 3).reshape(f, -1);
        INDArray m = maps.permute(1, 0, 2, 3).reshape(f, -1);
        return g.mmul(m.transpose());
    }

    private static ComputationGraph identityNetwork(INDArray maps, long classes, CyborgLoss loss) {
        long f = maps.size(1);
        var graph = new NeuralNetConfiguration.Builder()
                .dataType(maps.dataType())
                .updater(new Sgd(1))
                .graphBuilder()
                .addInputs("maps")
                .addLayer(
                        "below",
                        new ConvolutionLayer.Builder(1, 1)
                                .nOut(f)
                                .activation(Activation.IDENTITY)
                                .build(),
                        "maps")
                .setInputTypes(InputType.convolutional(maps.size(2), maps.size(3), f));
        CyborgHead.builder((int) classes).loss(loss).build().attachTo(graph, "below");
        ComputationGraph network = new ComputationGraph(graph.build());
        network.init();
        network.getLayer("below")
                .setParam("W", Nd4j.eye(f).castTo(maps.dataType()).reshape(f, f, 1, 1));
        network.getLayer("below").setParam("b", Nd4j.zeros(maps.dataType(), 1, f));
        return network;
    }

    private static void assertClose(INDArray actual, JsonNode expected, double tolerance) {
        assertClose(actual, array(expected, DataType.DOUBLE), tolerance);
    }

    private static void assertClose(INDArray actual, INDArray expected, double tolerance) {
        assertThat(actual.shape()).isEqualTo(expected.shape());
        double worst = actual.castTo(DataType.DOUBLE).sub(expected).amaxNumber().doubleValue();
        assertThat(worst).isLessThanOrEqualTo(tolerance);
    }

    private static INDArray array(JsonNode json, DataType type) {
        List<Long> shape = new ArrayList<>();
        for (JsonNode at = json; at.isArray(); at = at.get(0)) {
            shape.add((long) at.size());
        }
        List<Double> values = new ArrayList<>();
        flatten(json, values);
        double[] flat = values.stream().mapToDouble(Double::doubleValue).toArray();
        return Nd4j.createFromArray(flat)
                .reshape(shape.stream().mapToLong(Long::longValue).toArray())
                .castTo(type);
    }

    private static void flatten(JsonNode json, List<Double> values) {
        if (json.isArray()) {
            json.forEach(child -> flatten(child, values));
        } else {
            values.add(json.asDouble());
        }
    }
}
