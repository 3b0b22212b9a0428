package org.cyborgml.samediff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cyborgml.cam.ClassActivationMapLayer;
import org.cyborgml.head.CyborgHead;
import org.cyborgml.loss.ClassSelection;
import org.cyborgml.loss.FeatureTap;
import org.cyborgml.loss.LossTerms;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * The loss in a SameDiff graph against the head's layers, value by value and gradient by gradient. The network's feature
 * maps are the weights of dense layers whose input is an identity matrix, so that their gradients can be seen.
 */
class CyborgLossAgainstLayersTest {

    private static final int N = 4;

    static Stream<Case> cases() {
        return Case.product();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void lossTermsCamsAndGradientsAreThoseOfTheHead(Case one) {
        Map<String, INDArray> data = one.data(N, DataType.DOUBLE, one.seed());
        ComputationGraph network = network(one, data);
        SameDiff sd = one.graph(data);
        List<String> outputs = List.of("loss", "loss/classification", "loss/saliency", "loss/cam");
        Map<String, INDArray> fed = one.placeholders(data);
        Map<String, INDArray> values = sd.output(fed, outputs);

        LossTerms terms = LossTerms.of(network);
        assertThat(values.get("loss").getDouble()).isCloseTo(network.score(), within(1e-12));
        assertThat(values.get("loss/classification").getDouble()).isCloseTo(terms.classification(), within(1e-12));
        assertThat(values.get("loss/saliency").getDouble()).isCloseTo(terms.saliency(), within(1e-12));
        if (one.selection() == ClassSelection.PREDICTED) {
            INDArray cam = network.output(Nd4j.eye(N).castTo(DataType.DOUBLE))[1];
            assertThat(values.get("loss/cam").equalsWithEps(cam, 1e-12)).isTrue();
        }
        String[] learned = one.tap() == FeatureTap.POOLED
                ? new String[] {"pooled", "weight", "bias"}
                : new String[] {"pooled", "reference", "weight", "bias"};
        Map<String, INDArray> gradients = sd.calculateGradients(fed, learned);
        for (String name : learned) {
            INDArray expected = gradient(network, name).div(N);
            assertThat(expected.amaxNumber().doubleValue()).isGreaterThan(1e-4);
            assertThat(gradients.get(name).reshape(expected.shape()).equalsWithEps(expected, 1e-12))
                    .as(name)
                    .isTrue();
        }
    }

    private static INDArray gradient(ComputationGraph network, String name) {
        String key = name.equals("weight") || name.equals("bias") ? "classifier_" + name : name + "_W";
        return network.gradient().getGradientFor(key);
    }

    private static ComputationGraph network(Case one, Map<String, INDArray> data) {
        int cells = Case.FEATURES * Case.HEIGHT * Case.WIDTH;
        var graph = new NeuralNetConfiguration.Builder()
                .dataType(DataType.DOUBLE)
                .updater(new Sgd(1))
                .graphBuilder()
                .addInputs("identity")
                .setInputTypes(InputType.feedForward(N));
        List<String> sources = one.tap() == FeatureTap.POOLED ? List.of("pooled") : List.of("pooled", "reference");
        for (String maps : sources) {
            DenseLayer dense = new DenseLayer.Builder()
                    .nOut(cells)
                    .hasBias(false)
                    .activation(Activation.IDENTITY)
                    .build();
            graph.addLayer(maps, dense, "identity");
            graph.addVertex(
                    maps + "-maps",
                    new PreprocessorVertex(new FeedForwardToCnnPreProcessor(Case.HEIGHT, Case.WIDTH, Case.FEATURES)),
                    maps);
        }
        CyborgHead.Builder head = one.logits() == 1 ? CyborgHead.oneLogit() : CyborgHead.builder(one.logits());
        head.loss(one.loss().withAlpha(Case.ALPHA))
                .build()
                .attachTo(graph, "pooled-maps", sources.get(sources.size() - 1) + "-maps");
        ComputationGraph network = new ComputationGraph(graph.build());
        network.init();
        for (String maps : sources) {
            network.getLayer(maps).setParam("W", data.get(maps).reshape(N, cells));
        }
        network.getLayer("classifier").setParam(ClassActivationMapLayer.WEIGHT, data.get("weight"));
        network.getLayer("classifier").setParam(ClassActivationMapLayer.BIAS, data.get("bias"));
        MultiDataSet batch = new MultiDataSet(
                new INDArray[] {Nd4j.eye(N).castTo(DataType.DOUBLE)},
                new INDArray[] {data.get("labels"), data.get("human")},
                null,
                new INDArray[] {null, data.get("mask")});
        network.initGradientsView();
        network.setInputs(batch.getFeatures());
        network.setLabels(batch.getLabels());
        network.setLayerMaskArrays(null, batch.getLabelsMaskArrays());
        network.computeGradientAndScore();
        return network;
    }
}
