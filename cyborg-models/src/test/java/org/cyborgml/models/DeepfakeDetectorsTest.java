package org.cyborgml.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.cyborgml.loss.CyborgLoss;
import org.cyborgml.loss.LossTerms;
import org.cyborgml.loss.SaliencyDistance;
import org.cyborgml.models.checkpoint.Checkpoint;
import org.cyborgml.models.checkpoint.SyntheticCheckpoint;
import org.cyborgml.models.layer.FrozenWeights;
import org.cyborgml.optim.BiasCorrectedAdam;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.shade.jackson.core.type.TypeReference;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/** Bonettini et al.'s detectors against PyTorch: see {@link DeepfakeGolden}. */
class DeepfakeDetectorsTest {

    static Stream<DeepfakeGolden> forwards() {
        return DeepfakeGolden.all().filter(golden -> !golden.isStep());
    }

    static Stream<DeepfakeGolden> steps() {
        return DeepfakeGolden.all().filter(DeepfakeGolden::isStep);
    }

    private static Network.Builder<?> builder(DeepfakeGolden golden, DataType type) {
        Network.Builder<?> builder = Architecture.named(golden.arch()).builder();
        if (builder instanceof EfficientNetNetwork.Builder<?> b4) {
            EfficientNetPadding padding = Arrays.stream(EfficientNetPadding.values())
                    .filter(p -> p.toString().equals(golden.padding()))
                    .findFirst()
                    .orElseThrow();
            b4.padding(padding).dropConnect(0).dropout(0);
        }
        return builder.inputSide(golden.side())
                .loss(CyborgLoss.reference().withAlpha(1))
                .dataType(type);
    }

    private static ComputationGraph loaded(Network network, DeepfakeGolden golden) {
        ComputationGraph graph = network.init();
        LoadReport report = NetworkWeights.load(graph, golden.weights(NetworkWeights.shapes(graph)));
        assertThat(report.loaded()).hasSameSizeAs(NetworkWeights.shapes(graph).keySet());
        return graph;
    }

    private static INDArray[] outputs(Network network, ComputationGraph graph, INDArray images) {
        String logits = network.head().classifierName() + "-logits";
        return graph.output(List.of(logits, "saliency"), false, new INDArray[] {images}, null);
    }

    @Tag("both-kernel-sets")
    @ParameterizedTest
    @MethodSource("forwards")
    void evaluates(DeepfakeGolden golden) {
        for (DataType type : List.of(DataType.DOUBLE, DataType.FLOAT)) {
            Network network = builder(golden, type).build();
            ComputationGraph graph = loaded(network, golden);
            INDArray images = DeepfakeGolden.pattern(golden.logits().size(), golden.side(), type);
            double tolerance = type == DataType.DOUBLE ? 1e-9 : 1e-3;
            check(golden, outputs(network, graph, images), tolerance);
            try (FrozenWeights frozen = FrozenWeights.of(graph)) {
                check(golden, outputs(network, graph, images), tolerance);
            }
        }
    }

    private static void check(DeepfakeGolden golden, INDArray[] outputs, double tolerance) {
        for (int i = 0; i < golden.logits().size(); i++) {
            double logit = golden.logits().get(i);
            assertThat(outputs[0].getDouble(i)).isCloseTo(logit, within(tolerance * Math.abs(logit)));
        }
        DeepfakeGolden.Summary map = golden.attention();
        if (map != null) {
            assertThat(outputs[1].shape())
                    .containsExactly(
                            map.shape().get(0), map.shape().get(2), map.shape().get(3));
            assertThat(outputs[1].meanNumber().doubleValue()).isCloseTo(map.mean(), within(tolerance));
            INDArray flat = outputs[1].dup('c').reshape(outputs[1].length());
            for (int i = 0; i < map.head().size(); i++) {
                assertThat(flat.getDouble(i)).isCloseTo(map.head().get(i), within(tolerance));
            }
        }
    }

    private static MultiDataSet batch(Network network, int n, int side, DataType type) {
        INDArray labels = Nd4j.zeros(type, n, 1);
        for (int i = 0; i < n; i++) {
            labels.putScalar(i, 0, i % 2);
        }
        INDArray maps = Nd4j.zeros(
                type, n, network.camGrid().height(), network.camGrid().width());
        return new MultiDataSet(new INDArray[] {DeepfakeGolden.pattern(n, side, type)}, new INDArray[] {labels, maps});
    }

    @ParameterizedTest
    @MethodSource("steps")
    void trains(DeepfakeGolden golden) {
        DataType type = DataType.DOUBLE;
        Network network = builder(golden, type)
                .updater(
                        "adam".equals(golden.optimizer())
                                ? new BiasCorrectedAdam(golden.learningRate())
                                : new Sgd(golden.learningRate()))
                .weightDecay(0)
                .build();
        ComputationGraph graph = loaded(network, golden);
        MultiDataSet batch = batch(network, golden.logits().size(), golden.side(), type);
        Checkpoint start = NetworkWeights.of(graph);
        List<Double> losses = Objects.requireNonNull(golden.loss());
        for (int step = 0; step < losses.size(); step++) {
            graph.fit(batch);
            assertThat(LossTerms.of(graph).classification())
                    .as("loss of step %d", step)
                    .isCloseTo(losses.get(step), within(1e-6 * losses.get(step)));
            if (step == 0) {
                Checkpoint after = NetworkWeights.of(graph);
                checkRunning(golden, after);
                if ("sgd".equals(golden.optimizer())) {
                    checkGradients(Objects.requireNonNull(golden.gradients()), golden.learningRate(), start, after);
                }
            }
        }
    }

    /** Sum, norm and first number of each, from the way that a step of plain descent goes. */
    private static void checkGradients(
            Map<String, List<Double>> gradients, double learningRate, Checkpoint start, Checkpoint after) {
        gradients.forEach((name, expected) -> {
            double[] before = start.tensors().get(name).doubles();
            double[] gradient = after.tensors().get(name).doubles();
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] = (before[i] - gradient[i]) / learningRate;
            }
            double norm = Math.sqrt(Arrays.stream(gradient).map(g -> g * g).sum());
            double tolerance = 1e-6 * expected.get(1);
            assertThat(Arrays.stream(gradient).sum())
                    .as("sum of the gradient of %s", name)
                    .isCloseTo(expected.get(0), within(tolerance * Math.sqrt(gradient.length)));
            assertThat(norm).as("norm of the gradient of %s", name).isCloseTo(expected.get(1), within(tolerance));
            assertThat(gradient[0])
                    .as("first of the gradient of %s", name)
                    .isCloseTo(expected.get(2), within(tolerance));
        });
    }

    private static void checkRunning(DeepfakeGolden golden, Checkpoint weights) {
        Objects.requireNonNull(golden.running()).forEach((name, expected) -> {
            double[] values = weights.tensors().get(name).doubles();
            assertThat(Arrays.stream(values).sum())
                    .as("sum of %s", name)
                    .isCloseTo(expected.get(0), within(1e-6 * values.length));
            assertThat(values[0]).as("first of %s", name).isCloseTo(expected.get(1), within(1e-6));
        });
    }

    /**
     * Training by human maps, against {@code detectors-with-maps.json} of make_deepfake_goldens.py: the CAM of either network, or
     * the attention map as Self-Attention's.
     */
    @ParameterizedTest
    @CsvSource({"efficientnet_b4, cam", "efficientnet_b4_att, cam", "efficientnet_b4_att, attention"})
    void learnsFromHumanMaps(String arch, String maps) throws IOException {
        JsonNode expected;
        try (InputStream in =
                Objects.requireNonNull(DeepfakeDetectorsTest.class.getResourceAsStream("detectors-with-maps.json"))) {
            expected = new ObjectMapper().readTree(in).get(arch + " " + maps);
        }
        EfficientNetB4.Builder builder = EfficientNetB4.builder().dropConnect(0).dropout(0);
        if (arch.endsWith("_att")) {
            builder.attention(maps.equals("cam") ? MapOutput.CAM : MapOutput.ATTENTION);
        }
        CyborgLoss loss = CyborgLoss.reference();
        Network network = builder.inputSide(64)
                .loss(maps.equals("cam") ? loss : loss.withDistance(SaliencyDistance.L1))
                .dataType(DataType.DOUBLE)
                .updater(new Sgd(0.01))
                .build();
        ComputationGraph graph = network.init();
        NetworkWeights.load(graph, SyntheticCheckpoint.of(DeepfakeGolden.SEED, NetworkWeights.shapes(graph)));
        MultiDataSet batch = batch(network, 4, 64, DataType.DOUBLE);
        INDArray human = batch.getLabels(1);
        for (int n = 0; n < 4; n++) {
            for (int y = 0; y < human.size(1); y++) {
                for (int x = 0; x < human.size(2); x++) {
                    human.putScalar(n, y, x, (5 * n + 3 * y + 7 * x) % 11 / 10.0);
                }
            }
        }
        Checkpoint start = NetworkWeights.of(graph);
        for (int step = 0; step < 2; step++) {
            graph.fit(batch);
            double classification = expected.get("classification").get(step).asDouble();
            double saliency = expected.get("saliency").get(step).asDouble();
            assertThat(LossTerms.of(graph).classification()).isCloseTo(classification, within(1e-6 * classification));
            assertThat(LossTerms.of(graph).saliency()).isCloseTo(saliency, within(1e-6 * saliency));
            if (step == 0) {
                Map<String, List<Double>> gradients = new ObjectMapper()
                        .convertValue(expected.get("gradients"), new TypeReference<Map<String, List<Double>>>() {});
                assertThat(gradients).hasSize(arch.endsWith("_att") ? 5 : 4);
                checkGradients(gradients, 0.01, start, NetworkWeights.of(graph));
            }
        }
    }
}
