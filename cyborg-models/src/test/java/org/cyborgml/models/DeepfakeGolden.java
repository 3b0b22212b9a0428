package org.cyborgml.models;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.cyborgml.models.checkpoint.Checkpoint;
import org.cyborgml.models.checkpoint.CheckpointTensor;
import org.cyborgml.models.checkpoint.SyntheticCheckpoint;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.annotation.JsonIgnoreProperties;
import org.nd4j.shade.jackson.annotation.JsonProperty;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/**
 * One line of {@code deepfake.jsonl}: the answer of the PyTorch oracle deepfake_torch.py to one of the commands
 *
 * <pre>{@code
 * for p in 0.6.1 0.7.0 0.7.1; do deepfake_torch.py forward --arch efficientnet_b4 --seed 7 --gain 1.4 --side 64 --padding $p; done
 * for a in efficientnet_b4_att efficientnet_b4_st efficientnet_b4_att_st; do
 *   deepfake_torch.py forward --arch $a --seed 7 --gain 1.4 --side 64; done
 * deepfake_torch.py forward --arch xception_deepfake --seed 7 --side 71
 * for a in efficientnet_b4 efficientnet_b4_att efficientnet_b4_st efficientnet_b4_att_st; do
 *   deepfake_torch.py step --arch $a --seed 7 --side 64 --steps 2; done
 * deepfake_torch.py step --arch efficientnet_b4 --seed 7 --side 64 --steps 2 --padding 0.7.1 --optimizer adam --lr 1e-5
 * deepfake_torch.py step --arch xception_deepfake --seed 7 --side 71 --steps 2
 * }</pre>
 *
 * all of them in double precision, with the oracle's default batches: 2 for {@code forward}, 4 for {@code step}.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record DeepfakeGolden(
        @JsonProperty("arch") String arch,
        @JsonProperty("padding") String padding,
        @JsonProperty("logits") List<Double> logits,
        @JsonProperty("attention") @Nullable Summary attention,
        @JsonProperty("loss") @Nullable List<Double> loss,
        @JsonProperty("optimizer") @Nullable String optimizer,
        @JsonProperty("lr") double learningRate,
        @JsonProperty("gradients") @Nullable Map<String, List<Double>> gradients,
        @JsonProperty("running") @Nullable Map<String, List<Double>> running) {

    static final long SEED = 7;

    /** Of one array. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Summary(
            @JsonProperty("shape") List<Long> shape,
            @JsonProperty("mean") double mean,
            @JsonProperty("head") List<Double> head) {}

    static Stream<DeepfakeGolden> all() {
        ObjectMapper json = new ObjectMapper();
        try (InputStream in = Objects.requireNonNull(DeepfakeGolden.class.getResourceAsStream("deepfake.jsonl"))) {
            List<DeepfakeGolden> all = new ArrayList<>();
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                all.add(json.readValue(line, DeepfakeGolden.class));
            }
            return all.stream();
        } catch (IOException e) {
            throw new IllegalStateException("deepfake.jsonl", e);
        }
    }

    boolean isStep() {
        return loss != null;
    }

    int side() {
        return arch.equals("xception_deepfake") ? 71 : 64;
    }

    /** Forward passes of EfficientNet have gains of norms that keep the signal up, which the oracle tells. */
    private float gain() {
        return isStep() || !arch.startsWith("efficientnet") ? 1 : 1.4f;
    }

    /** The oracle's synthetic weights for names and shapes. */
    Checkpoint weights(Map<String, long[]> shapes) {
        Checkpoint plain = SyntheticCheckpoint.of(SEED, shapes);
        Checkpoint.Builder all = Checkpoint.builder();
        plain.tensors().forEach((name, tensor) -> {
            boolean isNormWeight = tensor.shape().length == 1 && name.endsWith("weight");
            all.add(name, isNormWeight ? times(tensor, gain()) : tensor);
        });
        return all.build();
    }

    private static CheckpointTensor times(CheckpointTensor tensor, float factor) {
        double[] values = tensor.doubles();
        float[] scaled = new float[values.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = (float) values[i] * factor;
        }
        return CheckpointTensor.of(scaled, tensor.shape());
    }

    /** The oracle's pattern: 2u - 1. */
    static INDArray pattern(int batch, int side, DataType type) {
        // With three inputs to an output He's bound is 1.
        float[] values = SyntheticCheckpoint.values(SEED, "input", (long) batch * side * side, 3);
        return Nd4j.createFromArray(values).castTo(type).reshape('c', batch, 3, side, side);
    }

    @Override
    public String toString() {
        return (isStep() ? "step" : "forward") + " " + arch + " " + padding + (isStep() ? " " + optimizer : "");
    }
}
