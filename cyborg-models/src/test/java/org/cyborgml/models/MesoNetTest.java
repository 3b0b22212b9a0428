package org.cyborgml.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.cyborgml.head.CyborgHead;
import org.cyborgml.models.checkpoint.Checkpoint;
import org.cyborgml.models.checkpoint.CheckpointException;
import org.cyborgml.models.checkpoint.CheckpointTensor;
import org.cyborgml.models.checkpoint.SyntheticCheckpoint;
import org.cyborgml.training.TrainingSettings;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/**
 * MesoNet with synthetic weights in Keras' form against the PyTorch oracle: {@code meso.jsonl} has the answers of
 * {@code deepfake_torch.py forward --arch meso4 --seed 7 --batch 2} and the same of mesoinception4, in double precision. The published
 * weights are not part of the repository.
 */
class MesoNetTest {

    private static final long SEED = 7;

    private static JsonNode golden(MesoKind kind) throws IOException {
        try (InputStream in = Objects.requireNonNull(MesoNetTest.class.getResourceAsStream("meso.jsonl"))) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                JsonNode answer = new ObjectMapper().readTree(line);
                if (answer.get("arch").asText().equalsIgnoreCase(kind.name())) {
                    return answer;
                }
            }
        }
        throw new IllegalStateException("no line for " + kind);
    }

    /** The oracle's synthetic weights, which it names as PyTorch does, as Keras has them. */
    private static Checkpoint keras(MesoKind kind) {
        Checkpoint.Builder keras = Checkpoint.builder();
        int[][] convolutions = kind == MesoKind.MESO4
                ? new int[][] {{3, 8, 3}, {8, 8, 5}, {8, 16, 5}, {16, 16, 5}}
                : new int[][] {
                    {3, 1, 1}, {3, 4, 1}, {4, 4, 3}, {3, 4, 1}, {4, 4, 3}, {3, 2, 1}, {2, 2, 3},
                    {11, 2, 1}, {11, 4, 1}, {4, 4, 3}, {11, 4, 1}, {4, 4, 3}, {11, 2, 1}, {2, 2, 3},
                    {12, 16, 5}, {16, 16, 5}
                };
        // Keras numbers on from the layers that were there before.
        int before = kind == MesoKind.MESO4 ? 4 : 0;
        for (int i = 0; i < convolutions.length; i++) {
            int in = convolutions[i][0];
            int out = convolutions[i][1];
            int side = convolutions[i][2];
            String ours = "conv" + (i + 1);
            String theirs = layer("conv2d", before + i + 1);
            float[] weight = SyntheticCheckpoint.values(SEED, ours + ".weight", out, in, side, side);
            float[] turned = new float[weight.length];
            for (int at = 0; at < weight.length; at++) {
                int x = at % side;
                int y = at / side % side;
                int c = at / side / side % in;
                int o = at / side / side / in;
                turned[((y * side + x) * in + c) * out + o] = weight[at];
            }
            keras.add(theirs + "kernel:0", CheckpointTensor.of(turned, side, side, in, out));
            keras.add(theirs + "bias:0", of(ours + ".bias", out));
        }
        int[] norms = kind == MesoKind.MESO4 ? new int[] {8, 8, 16, 16} : new int[] {11, 12, 16, 16};
        for (int i = 0; i < norms.length; i++) {
            String theirs = layer("batch_normalization", before + i + 1);
            String ours = "bn" + (i + 1);
            keras.add(theirs + "gamma:0", of(ours + ".weight", norms[i]));
            keras.add(theirs + "beta:0", of(ours + ".bias", norms[i]));
            keras.add(theirs + "moving_mean:0", of(ours + ".running_mean", norms[i]));
            keras.add(theirs + "moving_variance:0", of(ours + ".running_var", norms[i]));
        }
        dense(keras, before / 2, 1, 1024, 16);
        dense(keras, before / 2, 2, 16, 1);
        return keras.build();
    }

    private static String layer(String kind, int number) {
        String name = kind + "_" + number + "/";
        return name + name;
    }

    private static CheckpointTensor of(String name, int length) {
        return CheckpointTensor.of(SyntheticCheckpoint.values(SEED, name, length), length);
    }

    private static void dense(Checkpoint.Builder keras, int before, int number, int in, int out) {
        float[] weight = SyntheticCheckpoint.values(SEED, "dense" + number + ".weight", out, in);
        float[] turned = new float[weight.length];
        for (int at = 0; at < weight.length; at++) {
            turned[at % in * out + at / in] = weight[at];
        }
        String theirs = layer("dense", before + number);
        keras.add(theirs + "kernel:0", CheckpointTensor.of(turned, in, out));
        keras.add(theirs + "bias:0", of("dense" + number + ".bias", out));
    }

    /** The oracle's pattern, in [-1, 1). */
    private static INDArray pattern() {
        // With three inputs to an output He's bound is 1.
        float[] drawn = SyntheticCheckpoint.values(SEED, "input", 2 * 256 * 256, 3);
        return Nd4j.createFromArray(drawn).reshape('c', 2, 3, 256, 256);
    }

    @ParameterizedTest
    @EnumSource(MesoKind.class)
    void logitsAreTheOraclesNegated(MesoKind kind) throws IOException {
        ComputationGraph network = MesoNet.builder(kind).build().init();
        LoadReport report = NetworkWeights.load(network, KerasMesoNet.converted("h5", keras(kind)));
        assertThat(report.leftFresh()).isEmpty();
        INDArray logits = CyborgHead.logits(network, pattern());
        JsonNode expected = golden(kind).get("logits");
        for (int i = 0; i < 2; i++) {
            assertThat(logits.getDouble(i, 0)).isCloseTo(-expected.get(i).asDouble(), within(1e-4));
        }
        assertThat(logits.getDouble(0, 0)).isNotCloseTo(logits.getDouble(1, 0), within(1e-3));
    }

    @ParameterizedTest
    @EnumSource(MesoKind.class)
    void inDoubleThePrecisionIsTheOracles(MesoKind kind) throws IOException {
        ComputationGraph network =
                MesoNet.builder(kind).dataType(DataType.DOUBLE).build().init();
        NetworkWeights.load(network, KerasMesoNet.converted("h5", keras(kind)));
        INDArray logits = CyborgHead.logits(network, pattern().castTo(DataType.DOUBLE));
        for (int i = 0; i < 2; i++) {
            assertThat(logits.getDouble(i, 0))
                    .isCloseTo(-golden(kind).get("logits").get(i).asDouble(), within(1e-9));
        }
    }

    @Test
    void weightsOfTheOtherNetworkDoNotFit() throws IOException {
        ComputationGraph network = MesoNet.builder(MesoKind.MESO4).build().init();
        Checkpoint other = KerasMesoNet.converted("h5", keras(MesoKind.MESOINCEPTION4));
        assertThatThrownBy(() -> NetworkWeights.load(network, other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("does not fit");
    }

    @Test
    void otherKerasFilesAreRefused() {
        Map<String, CheckpointTensor> arrays = new LinkedHashMap<>();
        arrays.put("block1_conv1/block1_conv1/kernel:0", CheckpointTensor.of(new float[9], 3, 3, 1, 1));
        arrays.put("conv2d_1/conv2d_1/depthwise:0", CheckpointTensor.of(new float[9], 3, 3, 1, 1));
        arrays.put("conv2d_1/conv2d_1/kernel:0", CheckpointTensor.of(new float[9], 3, 3, 1));
        arrays.put("dense_1/dense_1/kernel:0", CheckpointTensor.of(new float[9], 9, 1));
        List<String> messages = new ArrayList<>();
        arrays.forEach((name, tensor) -> {
            Checkpoint one = Checkpoint.builder().add(name, tensor).build();
            assertThatThrownBy(() -> KerasMesoNet.converted("a.h5", one))
                    .isInstanceOf(CheckpointException.class)
                    .satisfies(e -> messages.add(e.getMessage()));
        });
        assertThat(messages).allMatch(message -> message.startsWith("a.h5: has "));
    }

    /** Keras files with other layers, shapes and names end in a network's checkpoint or in our exception. */
    @Test
    void mutatedKerasFilesEndInOurExceptions() throws IOException {
        int files = Integer.getInteger("org.cyborgml.fuzz.files", 5000);
        long[] sides = {0, 1, 2, 3, 64, 1 << 20};
        int read = 0;
        for (int i = 0; i < files; i++) {
            Random random = new Random(1_000_003L * 9 + i);
            Map<String, CheckpointTensor> arrays = new LinkedHashMap<>(
                    keras(random.nextBoolean() ? MesoKind.MESO4 : MesoKind.MESOINCEPTION4).tensors());
            List<String> names = new ArrayList<>(arrays.keySet());
            for (int k = random.nextInt(2); k >= 0; k--) {
                String name = names.get(random.nextInt(names.size()));
                CheckpointTensor tensor = arrays.remove(name);
                switch (random.nextInt(5)) {
                    case 0 -> arrays.put(name.replace("conv2d_", "dense_"), CheckpointTensor.of(new float[4], 2, 2));
                    case 1 ->
                        arrays.put(
                                name.replaceAll("_\\d+", "_" + random.nextInt(30)),
                                CheckpointTensor.of(new float[3], 3));
                    case 2 -> arrays.put(name, CheckpointTensor.of(new float[1024], 1, 16, 64));
                    case 3 -> {
                        int length = (int) sides[random.nextInt(sides.length)];
                        arrays.put(name, CheckpointTensor.of(new float[length], 1, 1, 1, length));
                    }
                    default -> {
                        if (tensor != null && random.nextBoolean()) {
                            arrays.put(name, CheckpointTensor.of(new float[(int) tensor.elements()], tensor.shape()));
                        }
                    }
                }
            }
            Checkpoint.Builder mutated = Checkpoint.builder();
            arrays.forEach(mutated::add);
            try {
                KerasMesoNet.converted("a.h5", mutated.build());
                read++;
            } catch (CheckpointException e) {
                assertThat(e.getMessage()).startsWith("a.h5: has ").hasSizeLessThan(2000);
            } catch (RuntimeException | Error e) {
                throw new AssertionError("file " + i + " ended in " + e, e);
            }
        }
        assertThat(read).isBetween(files / 20, files * 19 / 20);
    }

    @Test
    void imagesAre256PixelsAndNotTrainedOn() {
        assertThatThrownBy(() -> MesoNet.builder(MesoKind.MESO4).inputSide(224).build())
                .hasMessageContaining("MesoNet's are 256x256");
        assertThatThrownBy(() -> TrainingSettings.referenceFor(Architecture.MESO4))
                .hasMessageContaining("is not trained");
    }
}
