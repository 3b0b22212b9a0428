package org.cyborgml.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cyborgml.cam.CamExtractor;
import org.cyborgml.explain.AblationCam;
import org.cyborgml.explain.ClassifierCam;
import org.cyborgml.explain.ExplainedNetwork;
import org.cyborgml.explain.GradCam;
import org.cyborgml.explain.InputGradient;
import org.cyborgml.models.layer.BatchNorm;
import org.cyborgml.models.layer.FrozenWeights;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Explanations of this module's networks: kernels and layouts in single precision against plain double precision. */
class NetworkExplanationTest {

    private static final int[] CLASSES = {1, 0};

    private static ComputationGraph network(Architecture architecture, int side, DataType type) {
        return architecture
                .builder()
                .inputSide(side)
                .seed(4)
                .dataType(type)
                .build()
                .init();
    }

    /** Statistics other than those of a fresh network, as batch norms of a trained one have. */
    private static void drawStatistics(ComputationGraph network) {
        var random = Nd4j.getRandomFactory().getNewRandomInstance(6);
        for (GraphVertex vertex : network.getVertices()) {
            if (vertex.hasLayer()) {
                vertex.paramTable(false).forEach((key, parameter) -> {
                    if (key.equals("running_mean")) {
                        parameter.assign(Nd4j.rand(0.0, 1.0, random, parameter.shape())
                                .subi(0.5)
                                .muli(0.2));
                    } else if (key.equals("running_var")) {
                        parameter.assign(
                                Nd4j.rand(0.0, 1.0, random, parameter.shape()).addi(0.5));
                    }
                });
            }
        }
    }

    private static INDArray images(int side) {
        return Nd4j.rand(0.0, 1.0, Nd4j.getRandomFactory().getNewRandomInstance(2), 2, 3, side, side)
                .castTo(DataType.DOUBLE)
                .subi(0.5)
                .muli(3);
    }

    private static void assertClose(String what, INDArray actual, INDArray expected, double tolerance) {
        assertThat(actual.shape()).as(what).isEqualTo(expected.shape());
        double size = expected.amaxNumber().doubleValue();
        double difference =
                actual.castTo(DataType.DOUBLE).sub(expected).amaxNumber().doubleValue();
        assertThat(difference / Math.max(size, 1e-12)).as(what).isLessThan(tolerance);
    }

    /** Some layers with feature maps, from the image to the classifier. */
    private static List<String> layers(ExplainedNetwork network, INDArray images) {
        ComputationGraph graph = network.network();
        List<String> names = new ArrayList<>();
        String last = network.lastFeatureMaps(images);
        int[] order = graph.topologicalSortOrder();
        for (int i = order.length / 7; i < order.length; i += Math.max(1, order.length / 7)) {
            String name = graph.getVertices()[order[i]].getVertexName();
            if (name.equals(last)) {
                break;
            }
            names.add(name);
        }
        names.add(last);
        return names;
    }

    @ParameterizedTest
    @CsvSource({
        "small_cnn, 32",
        "resnet50, 64",
        "densenet121, 64",
        "inception_v3, 107",
        "xception, 75",
        "efficientnet_b4, 64",
        "efficientnet_b4_att, 64"
    })
    void kernelsGiveTheGradientsOfDoublePrecision(String name, int side) {
        Architecture architecture = Architecture.named(name);
        ComputationGraph exact = network(architecture, side, DataType.DOUBLE);
        drawStatistics(exact);
        amplify(exact, name.startsWith("efficientnet") ? 2.5 : 1);
        ComputationGraph fast = network(architecture, side, DataType.FLOAT);
        fast.setParams(exact.params().castTo(DataType.FLOAT));
        ExplainedNetwork ours = ExplainedNetwork.of(fast);
        ExplainedNetwork plain = ExplainedNetwork.of(exact);
        INDArray images = images(side);
        int seen = 0;
        for (String layer : layers(plain, images)) {
            boolean isSeen = exact.getVertex(layer) != null && leads(plain, layer, images);
            if (isSeen) {
                seen++;
                compare(layer, ours, plain, images);
            }
        }
        assertThat(seen).isGreaterThanOrEqualTo(3);
        INDArray params = fast.params().dup();
        assertClose(
                "image",
                InputGradient.gradients(ours, images, CLASSES),
                InputGradient.gradients(plain, images, CLASSES),
                5e-3);
        assertThat(fast.params()).isEqualTo(params);
    }

    private static boolean leads(ExplainedNetwork network, String layer, INDArray images) {
        try {
            return network.atLayer(layer, images, pass -> pass.activations().rank() == 4);
        } catch (IllegalArgumentException e) {
            return false; // a branch that the scores do not depend on
        }
    }

    private static void compare(String layer, ExplainedNetwork ours, ExplainedNetwork plain, INDArray images) {
        record Seen(INDArray activations, INDArray gradients, INDArray scores, INDArray without) {
            static Seen at(ExplainedNetwork network, String layer, INDArray images) {
                return network.atLayer(layer, images, pass -> {
                    INDArray halved = pass.activations().mul(0.5);
                    return new Seen(
                            pass.activations(), pass.gradients(CLASSES), pass.scores(), pass.scoresWith(halved));
                });
            }
        }
        Seen fast = Seen.at(ours, layer, images);
        Seen exact = Seen.at(plain, layer, images);
        assertClose(layer + " activations", fast.activations, exact.activations, 1e-4);
        assertClose(layer + " gradients", fast.gradients, exact.gradients, 5e-3);
        assertClose(layer + " scores", fast.scores, exact.scores, 1e-3);
        assertClose(layer + " scores of half", fast.without, exact.without, 1e-3);
        assertClose(layer + " output", fast.scores, ours.scores(images).castTo(DataType.DOUBLE), 1e-4);
    }

    /**
     * With its first weights an EfficientNet ignores its input: its gradients are 1e-15, and a difference of scores is rounding.
     */
    @ParameterizedTest
    @CsvSource({
        "small_cnn, 32, 1",
        "resnet50, 64, 1",
        "efficientnet_b4, 64, 2.5",
        "efficientnet_b4_att, 64, 2.5",
        "meso4, 256, 1",
        "mesoinception4, 256, 1"
    })
    void gradientsAreThoseOfDifferences(String name, int side, double gain) {
        ComputationGraph exact = network(Architecture.named(name), side, DataType.DOUBLE);
        drawStatistics(exact);
        amplify(exact, gain);
        ExplainedNetwork network = ExplainedNetwork.of(exact);
        INDArray images = images(side);
        INDArray gradients = InputGradient.gradients(network, images, CLASSES);
        double size = gradients.amaxNumber().doubleValue();
        assertThat(size).isGreaterThan(1e-7);
        for (long i = 5; i < images.length(); i += images.length() / 6) {
            int image = i < images.length() / 2 ? 0 : 1;
            for (double step : new double[] {1e-5, 1e-6}) {
                double above = score(network, images, i, step, image);
                double below = score(network, images, i, -step, image);
                assertThat((gradients.getDouble(i) - (above - below) / (2 * step)) / size)
                        .as("pixel %s, step %s", i, step)
                        .isCloseTo(0, within(1e-4));
            }
        }
    }

    private static double score(ExplainedNetwork network, INDArray images, long pixel, double change, int image) {
        INDArray changed = images.dup();
        changed.putScalar(pixel, images.getDouble(pixel) + change);
        return network.scores(changed).getDouble(image, CLASSES[image]);
    }

    /** Multiplies the results of all batch norms. */
    private static void amplify(ComputationGraph network, double gain) {
        for (Layer layer : network.getLayers()) {
            if (layer.conf().getLayer() instanceof BatchNorm) {
                layer.getParam(BatchNorm.WEIGHT).muli(gain);
            }
        }
    }

    @Test
    void frozenWeightsGiveTheSameExplanations() {
        ComputationGraph graph = network(Architecture.RESNET50, 64, DataType.FLOAT);
        drawStatistics(graph);
        ExplainedNetwork network = ExplainedNetwork.of(graph);
        INDArray images = images(64);
        INDArray open = GradCam.atLastMaps().explain(network, images, CLASSES);
        INDArray pixels = InputGradient.method().explain(network, images, CLASSES);
        try (FrozenWeights frozen = FrozenWeights.of(graph)) {
            assertThat(GradCam.atLastMaps().explain(network, images, CLASSES)).isEqualTo(open);
            assertThat(InputGradient.method().explain(network, images, CLASSES)).isEqualTo(pixels);
        }
    }

    @Test
    void theCamIsTheHeadsAndGradCamIsItsPositivePart() {
        ComputationGraph graph = network(Architecture.SMALL_CNN, 32, DataType.FLOAT);
        ExplainedNetwork network = ExplainedNetwork.of(graph);
        INDArray images = images(32).castTo(DataType.FLOAT);
        INDArray cam = ClassifierCam.atLastMaps().explain(network, images, CLASSES);
        INDArray of = CamExtractor.of(graph).extract(images).raw(1);
        assertClose("CAM", cam.slice(0), of.slice(0).castTo(DataType.DOUBLE), 1e-5);
        // Behind average pooling, what a map's absence costs is its part of the score.
        String last = network.lastFeatureMaps(images);
        INDArray gradCam = GradCam.of(last).explain(network, images, CLASSES);
        INDArray pooled = ClassifierCam.of(last).explain(network, images, CLASSES);
        INDArray positive = pooled.mul(pooled.gt(0).castTo(DataType.FLOAT)).div(pooled.size(1) * pooled.size(2));
        assertClose("Grad-CAM", gradCam, positive.castTo(DataType.DOUBLE), 1e-4);
        assertThat(Arrays.stream(
                        AblationCam.of(last).explain(network, images, CLASSES).shape()))
                .containsExactly(gradCam.shape()[0], gradCam.shape()[1], gradCam.shape()[2]);
    }
}
