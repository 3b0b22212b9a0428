package org.cyborgml.models;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.cyborgml.models.checkpoint.SyntheticCheckpoint;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.annotation.JsonProperty;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/**
 * PyTorch's results for one network: written by {@code src/test/python/make_network_goldens.py}, from weights and
 * images that are recomputed here.
 */
record NetworkGolden(
        @JsonProperty("arch") String arch,
        @JsonProperty("evaluation") List<Evaluation> evaluation,
        @JsonProperty("training") List<Training> training) {

    /** The outputs in evaluation mode, in PyTorch's float32. */
    record Evaluation(
            @JsonProperty("seed") long seed,
            @JsonProperty("side") int side,
            @JsonProperty("batch") int batch,
            @JsonProperty("logits") List<Double> logits,
            @JsonProperty("grid") List<Integer> grid,
            @JsonProperty("cam_reference") List<Double> referenceCam,
            @JsonProperty("cam_pooled") List<Double> pooledCam) {

        @Override
        public String toString() {
            return "seed " + seed + ", " + side + " pixels";
        }
    }

    /** Steps of training in double precision: the loss's terms before each, and sums and norms of weights. */
    record Training(
            @JsonProperty("run") String run,
            @JsonProperty("alpha") double alpha,
            @JsonProperty("distance") String distance,
            @JsonProperty("select") String select,
            @JsonProperty("tap") String tap,
            @JsonProperty("seed") long seed,
            @JsonProperty("side") int side,
            @JsonProperty("batch") int batch,
            @JsonProperty("lr") double lr,
            @JsonProperty("cross_entropy") List<Double> crossEntropy,
            @JsonProperty("saliency") List<Double> saliency,
            @JsonProperty("after_first") Map<String, List<Double>> afterFirst,
            @JsonProperty("after") Map<String, List<Double>> after) {

        @Override
        public String toString() {
            return run;
        }
    }

    static NetworkGolden of(String network) {
        String name = "network-" + network + ".json";
        try (InputStream in = Objects.requireNonNull(NetworkGolden.class.getResourceAsStream(name), name)) {
            return new ObjectMapper().readValue(in, NetworkGolden.class);
        } catch (IOException e) {
            throw new IllegalStateException(name, e);
        }
    }

    /** Numbers in [-0.5, 0.5) and then scaled, as the script's. */
    private static INDArray recomputable(
            long seed, String name, double scale, double shift, DataType type, long... shape) {
        long length = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        float[] values = SyntheticCheckpoint.values(seed, name, length);
        double[] scaled = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            scaled[i] = (values[i] - 0.5) * scale + shift;
        }
        return Nd4j.createFromArray(scaled).castTo(type).reshape('c', shape);
    }

    static INDArray images(long seed, int n, int side, DataType type) {
        return recomputable(seed, "image", 4, -2, type, n, 3, side, side);
    }

    static INDArray maps(long seed, DataType type, long... shape) {
        return recomputable(seed, "maps", 1, 0, type, shape);
    }
}
