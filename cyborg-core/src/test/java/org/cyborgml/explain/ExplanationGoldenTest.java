package org.cyborgml.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** All methods against PyTorch: src/test/python/make_explanation_goldens.py makes the values. */
class ExplanationGoldenTest {

    private static final List<DataType> TYPES = List.of(DataType.DOUBLE, DataType.FLOAT);

    private static Function<String, ExplanationMethod> byLayer(String name) {
        return switch (name) {
            case "cam" -> ClassifierCam::of;
            case "grad-cam" -> GradCam::of;
            case "grad-cam++" -> GradCamPlusPlus::of;
            case "xgrad-cam" -> XGradCam::of;
            case "hires-cam" -> HiResCam::of;
            case "layer-cam" -> LayerCam::of;
            case "eigen-cam" -> EigenCam::of;
            case "ablation-cam" -> AblationCam::of;
            case "score-cam" -> ScoreCam::of;
            default -> throw new AssertionError(name);
        };
    }

    private static ExplanationMethod ofPixels(String name) {
        return switch (name) {
            case "input-gradient" -> InputGradient.method();
            case "smoothgrad" ->
                SmoothGrad.withDefaults().withCopies(5).withNoise(0.2).withSeed(3);
            case "rise" -> Rise.withDefaults().withMasks(37).withGrid(4, 0.4).withSeed(5);
            case "occlusion" -> Occlusion.of(4, 3);
            default -> throw new AssertionError(name);
        };
    }

    static Stream<Arguments> maps() {
        List<Arguments> all = new ArrayList<>();
        for (DataType type : TYPES) {
            for (String layer : List.of("early", "late")) {
                GoldenNetwork.GOLDEN
                        .get(layer)
                        .get("maps")
                        .properties()
.forEach(map -> all.add(Arguments.of(
                                map.getKey() + " at " + layer,
                                byLayer(map.getKey()).apply(layer),
                                map.getValue(),
                                type)));
            }
            GoldenNetwork.GOLDEN
                    .get("pixels")
                    .properties()
.forEach(
                            map -> all.add(Arguments.of(map.getKey(), ofPixels(map.getKey()), map.getValue(), type)));
        }
        assertThat(all).hasSize(2 * (8 + 9 + 4));
        return all.stream();
    }

    @ParameterizedTest(name = "{0} {3}")
    @MethodSource("maps")
    void agreesWithPyTorch(String name, ExplanationMethod method, JsonNode golden, DataType type) {
        INDArray map = method.explain(GoldenNetwork.network(type), GoldenNetwork.images(type), GoldenNetwork.classes());
        assertThat(map.dataType()).isEqualTo(type);
        assertClose(map, golden, type);
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"DOUBLE", "FLOAT"})
    void theHookGivesActivationsGradientsAndScores(DataType type) {
        ExplainedNetwork network = GoldenNetwork.network(type);
        INDArray images = GoldenNetwork.images(type);
        assertClose(network.scores(images), GoldenNetwork.GOLDEN.get("scores"), type);
        for (String layer : List.of("early", "late")) {
            JsonNode golden = GoldenNetwork.GOLDEN.get(layer);
            network.atLayer(layer, images, pass -> {
                assertClose(pass.activations(), golden.get("activations"), type);
                assertClose(pass.gradients(GoldenNetwork.classes()), golden.get("gradients"), type);
                assertClose(pass.scores(), GoldenNetwork.GOLDEN.get("scores"), type);
                assertClose(pass.scoresWith(pass.activations()), GoldenNetwork.GOLDEN.get("scores"), type);
                assertClose(pass.gradients(GoldenNetwork.classes()), golden.get("gradients"), type);
                return pass;
            });
        }
    }

    @Test
    void theLastMapsAreThoseBeforePooling() {
        assertThat(GoldenNetwork.network(DataType.DOUBLE).lastFeatureMaps(GoldenNetwork.images(DataType.DOUBLE)))
                .isEqualTo("late");
    }

    static void assertClose(INDArray actual, JsonNode golden, DataType type) {
        INDArray expected = GoldenNetwork.array(golden, DataType.DOUBLE);
        assertThat(actual.shape()).isEqualTo(expected.shape());
        double[] values = actual.castTo(DataType.DOUBLE).dup('c').data().asDouble();
        double[] wanted = expected.dup('c').data().asDouble();
        double tolerance = type == DataType.DOUBLE ? 1e-10 : 2e-5;
        for (int i = 0; i < values.length; i++) {
            assertThat(values[i]).isCloseTo(wanted[i], within(tolerance * Math.max(1, Math.abs(wanted[i]))));
        }
    }
}
