package org.cyborgml.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cyborgml.samediff.CyborgOps;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Every distance and its gradient, in closed form and in a SameDiff graph, against PyTorch;
 * src/test/python/make_distance_goldens.py makes the file.
 */
class DistanceGoldenTest {

    static Stream<Arguments> cases() throws IOException {
        List<Arguments> all = new ArrayList<>();
        try (InputStream file = DistanceGoldenTest.class.getResourceAsStream("distances.json")) {
            int number = 0;
            for (JsonNode golden : new ObjectMapper().readTree(file)) {
                for (SaliencyDistance distance : SaliencyDistance.values()) {
                    if (golden.has(distance.name())) {
                        all.add(Arguments.of(distance, number, golden));
                    }
                }
                number++;
            }
        }
        return all.stream();
    }

    @ParameterizedTest(name = "{0} case {1}")
    @MethodSource("cases")
    void closedFormAgreesWithPyTorch(SaliencyDistance distance, int number, JsonNode golden) {
        double[] model = flat(golden.get("model"));
        double[] gradient = new double[model.length];
        double value = distance.between(
                flat(golden.get("human")), model, golden.get("model").get(0).size(), gradient);
        JsonNode expected = golden.get(distance.name());
        assertThat(value).isCloseTo(expected.get("value").asDouble(), within(1e-12));
        assertThat(gradient).containsExactly(flat(expected.get("gradient")), within(1e-10));
    }

    @ParameterizedTest(name = "{0} case {1}")
    @MethodSource("cases")
    void graphAgreesWithPyTorch(SaliencyDistance distance, int number, JsonNode golden) {
        SameDiff sd = SameDiff.create();
        SDVariable model = sd.var("model", array(golden.get("model")));
        CyborgOps.forClasses(sd, 2)
                .distance("distance", distance, sd.constant(array(golden.get("human"))), model)
                .sum()
                .rename("loss")
                .markAsLoss();
        JsonNode expected = golden.get(distance.name());
        assertThat(sd.outputSingle(Map.of(), "distance").getDouble(0))
                .isCloseTo(expected.get("value").asDouble(), within(1e-12));
        INDArray gradient = sd.calculateGradients(Map.of(), "model").get("model");
        assertThat(gradient.dup('c').data().asDouble()).containsExactly(flat(expected.get("gradient")), within(1e-10));
    }

    /** A human map of zeros comes of a constant one, a model's map of zeros of a constant CAM. */
    @ParameterizedTest
    @EnumSource(SaliencyDistance.class)
    void mapsOfZerosGiveFiniteValuesAndGradients(SaliencyDistance distance) {
        double[] zeros = new double[12];
        double[] some = {0, .2, .4, 1, .1, 0, .3, .6, 0, .9, .5, .7};
        for (double[][] pair : new double[][][] {{zeros, zeros}, {some, zeros}, {zeros, some}}) {
            double[] gradient = new double[12];
            double value = distance.between(pair[0], pair[1], 4, gradient);
            assertThat(value).isFinite().isNotNegative();
            for (double g : gradient) {
                assertThat(g).isFinite();
            }
        }
    }

    private static double[] flat(JsonNode rows) {
        List<Double> values = new ArrayList<>();
        rows.forEach(row -> row.forEach(v -> values.add(v.asDouble())));
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static INDArray array(JsonNode rows) {
        return Nd4j.createFromArray(flat(rows))
                .reshape(1, rows.size(), rows.get(0).size());
    }
}
