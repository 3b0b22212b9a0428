package org.cyborgml.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.cyborgml.models.checkpoint.Checkpoint;
import org.cyborgml.models.checkpoint.SyntheticCheckpoint;
import org.cyborgml.models.layer.FrozenWeights;
import org.cyborgml.models.layer.HardPixels;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/**
 * BiSeNet against PyTorch. {@code bisenet.json} is the answer of the oracle's {@code deepfake_torch.py forward --arch bisenet
 * --seed 7 --side 64 --batch 2}, in double precision.
 */
class BiSeNetTest {

    private static final int SIDE = 64;

    private static final Map<String, String> ORACLES_NAMES =
            Map.of(BiSeNet.LOGITS, "out", BiSeNet.LOGITS_16, "out16", BiSeNet.LOGITS_32, "out32");

    private static JsonNode golden() throws IOException {
        return json("bisenet.json");
    }

    private static JsonNode json(String resource) throws IOException {
        try (InputStream in = Objects.requireNonNull(BiSeNetTest.class.getResourceAsStream(resource))) {
            return new ObjectMapper().readTree(in);
        }
    }

    private static ComputationGraph loaded(BiSeNet.Builder builder) {
        ComputationGraph network = builder.inputSide(SIDE).build().init();
        NetworkWeights.load(network, weights());
        return network;
    }

    /** Synthetic weights of the whole network, as the oracle's {@code checkpoint --arch bisenet --seed 7} writes them. */
    private static Checkpoint weights() {
        return SyntheticCheckpoint.of(
                DeepfakeGolden.SEED,
                NetworkWeights.shapes(
                        BiSeNet.builder().outputs(BiSeNet.Outputs.ALL).build().init()));
    }

    @Tag("both-kernel-sets")
    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"DOUBLE", "FLOAT"})
    void evaluates(DataType type) throws IOException {
        ComputationGraph network =
                loaded(BiSeNet.builder().outputs(BiSeNet.Outputs.ALL).dataType(type));
        INDArray images = DeepfakeGolden.pattern(2, SIDE, type);
        double tolerance = type == DataType.DOUBLE ? 1e-9 : 1e-3;
        check(network.getConfiguration().getNetworkOutputs(), network.output(images), tolerance);
        try (FrozenWeights frozen = FrozenWeights.of(network)) {
            check(network.getConfiguration().getNetworkOutputs(), network.output(images), tolerance);
        }
    }

    private static void check(List<String> names, INDArray[] outputs, double tolerance) throws IOException {
        for (int i = 0; i < outputs.length; i++) {
            JsonNode expected = golden().get(ORACLES_NAMES.get(names.get(i)));
            double scale = expected.get("rms").asDouble();
            assertThat(outputs[i].shape()).containsExactly(2, 19, SIDE, SIDE);
            assertThat(outputs[i].meanNumber().doubleValue())
                    .as("mean of %s", names.get(i))
                    .isCloseTo(expected.get("mean").asDouble(), within(tolerance * scale));
            assertThat(outputs[i].maxNumber().doubleValue())
                    .as("largest of %s", names.get(i))
                    .isCloseTo(expected.get("max").asDouble(), within(tolerance * scale));
            for (int k = 0; k < expected.get("head").size(); k++) {
                assertThat(outputs[i].getDouble(0, 0, 0, k))
                        .isCloseTo(expected.get("head").get(k).asDouble(), within(tolerance * scale));
            }
        }
    }

    /** At least 99.99 % of the pixels of this size is all of them but one. */
    @Test
    void labelsArePyTorchs() throws IOException {
        ComputationGraph network = loaded(BiSeNet.builder());
        INDArray logits = network.output(DeepfakeGolden.pattern(2, SIDE, DataType.FLOAT))[0];
        INDArray labels = logits.argMax(1);
        JsonNode golden = golden();
        for (int n = 0; n < 2; n++) {
            int different = 0;
            for (FacePart part : FacePart.values()) {
                int count = 0;
                for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
                    count += labels.getInt(n, pixel / SIDE, pixel % SIDE) == part.label() ? 1 : 0;
                }
                different += Math.abs(
                        count - golden.get("counts").get(n).get(part.label()).asInt());
            }
            assertThat(different).isLessThanOrEqualTo(2);
        }
        List<Integer> diagonal = new ArrayList<>();
        for (int i = 0; i < SIDE; i += SIDE / 32) {
            diagonal.add(labels.getInt(0, i, i));
        }
        List<Integer> expected = new ArrayList<>();
        golden.get("diagonal").forEach(label -> expected.add(label.asInt()));
        assertThat(diagonal).isEqualTo(expected);
    }

    /** The main output alone needs no weights of the auxiliary heads, and takes a file that has them. */
    @Test
    void auxiliaryHeadsMayBeMissing() {
        ComputationGraph network = BiSeNet.builder().inputSide(SIDE).build().init();
        LoadReport report = NetworkWeights.load(network, weights());
        assertThat(report.ignored()).isNotEmpty().allMatch(name -> name.startsWith("conv_out"));
        assertThat(report.loaded()).hasSameSizeAs(NetworkWeights.shapes(network).keySet());
    }

    private static INDArray pixelClasses(int samples) {
        INDArray labels = Nd4j.zeros(DataType.INT32, samples, SIDE, SIDE);
        for (int n = 0; n < samples; n++) {
            for (int y = 0; y < SIDE; y++) {
                for (int x = 0; x < SIDE; x++) {
                    int label = (7 * n + 3 * (y / 4) + 5 * (x / 3)) % 20;
                    labels.putScalar(new int[] {n, y, x}, label == 19 ? 255 : label);
                }
            }
        }
        return labels;
    }

    /**
     * Steps against {@code bisenet-steps.json} of make_deepfake_goldens.py: on all pixels, and on those below a probability, the
     * second of which leaves the hardest sixteenth.
     */
    @ParameterizedTest
    @ValueSource(strings = {"all", "0.05", "1.0E-9"})
    void trainsAsPyTorch(String rule) throws IOException {
        JsonNode expected = json("bisenet-steps.json").get(rule);
        BiSeNet.Builder builder = BiSeNet.builder().outputs(BiSeNet.Outputs.ALL).dataType(DataType.DOUBLE);
        if (!rule.equals("all")) {
            builder.hardPixels(new HardPixels(Double.parseDouble(rule), 1 / 16.0));
        }
        ComputationGraph network = loaded(builder);
        INDArray labels = pixelClasses(4);
        MultiDataSet batch = new MultiDataSet(
                new INDArray[] {DeepfakeGolden.pattern(4, SIDE, DataType.DOUBLE)},
                new INDArray[] {labels, labels, labels});
        Checkpoint start = NetworkWeights.of(network);
        for (int step = 0; step < 3; step++) {
            network.fit(batch);
            double loss = expected.get("loss").get(step).asDouble();
            assertThat(network.score()).as("loss of step %d", step).isCloseTo(loss, within(1e-6 * loss));
            if (step == 0) {
                Checkpoint after = NetworkWeights.of(network);
                expected.get("gradients")
                        .fields()
                        .forEachRemaining(e -> checkGradient(e.getKey(), e.getValue(), start, after));
            }
        }
    }

    /** Sum, norm and first number, from the way that the first step goes: with weight decay, at the published rate. */
    private static void checkGradient(String name, JsonNode expected, Checkpoint start, Checkpoint after) {
        double[] before = start.tensors().get(name).doubles();
        double[] gradient = after.tensors().get(name).doubles();
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] = (before[i] - gradient[i]) / 0.01 - 5e-4 * before[i];
        }
        double norm = expected.get(1).asDouble();
        assertThat(Arrays.stream(gradient).sum())
                .as("sum of the gradient of %s", name)
                .isCloseTo(expected.get(0).asDouble(), within(1e-6 * norm * Math.sqrt(gradient.length)));
        assertThat(Math.sqrt(Arrays.stream(gradient).map(g -> g * g).sum()))
                .as("norm of the gradient of %s", name)
                .isCloseTo(norm, within(1e-6 * norm));
        assertThat(gradient[0])
                .as("first of the gradient of %s", name)
                .isCloseTo(expected.get(2).asDouble(), within(1e-6 * norm));
    }

    @Test
    void sidesAreMultiples() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BiSeNet.builder().inputSide(500))
                .withMessage("the side of the images must be a multiple of 32, found 500");
    }
}
