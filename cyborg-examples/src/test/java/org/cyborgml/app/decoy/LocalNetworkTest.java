package org.cyborgml.app.decoy;

import static org.assertj.core.api.Assertions.assertThat;

import org.cyborgml.gradientcheck.GradientCheck;
import org.cyborgml.head.CyborgHead;
import org.cyborgml.loss.CyborgLoss;
import org.cyborgml.loss.FeatureTap;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.NoOp;

class LocalNetworkTest {

    private static ComputationGraph network(DataType type) {
        return LocalNetwork.fresh(CyborgLoss.reference().withTap(FeatureTap.POOLED), new NoOp(), 0, 3, type);
    }

    /** Of the layer that is new, under a head: images of 8x12 pixels, so six cells of 4x4, with three units each. */
    @Test
    void gradientsAreThoseOfFiniteDifferences() {
        GraphBuilder graph = new NeuralNetConfiguration.Builder()
                .seed(1)
                .dataType(DataType.DOUBLE)
                .updater(new NoOp())
                .graphBuilder()
                .addInputs("image")
                .setInputTypes(InputType.convolutional(8, 12, 1))
                .addLayer("units", LocallyConnected.builder(4, 3).build(), "image")
                .addLayer(
                        "tanh",
                        new ActivationLayer.Builder()
                                .activation(Activation.TANH)
                                .build(),
                        "units");
        CyborgHead.builder(3).build().attachTo(graph, "tanh");
        ComputationGraph network = new ComputationGraph(graph.build());
        network.init();
        Nd4j.getRandom().setSeed(1);
        MultiDataSet batch =
                new MultiDataSet(new INDArray[] {Nd4j.randn(DataType.DOUBLE, 4, 1, 8, 12)}, new INDArray[] {
                    Nd4j.eye(4).castTo(DataType.DOUBLE).get(NDArrayIndex.all(), NDArrayIndex.interval(0, 3)),
                    Nd4j.rand(DataType.DOUBLE, 4, 2, 3)
                });
        batch.getLabels(0).putScalar(3, 1, 1);
        GradientCheck.withDefaults().check(network, batch).requirePassed();
        ComputationGraphConfiguration conf = network.getConfiguration();
        assertThat(ComputationGraphConfiguration.fromJson(conf.toJson())).isEqualTo(conf);
    }

    /** A cell of the CAM changes with the pixels of its own and the neighbouring cells, and with no other. */
    @Test
    void aCellOfTheCamSeesItsNeighbourhoodAlone() {
        ComputationGraph network = network(DataType.FLOAT);
        Nd4j.getRandom().setSeed(2);
        INDArray image = Nd4j.randn(DataType.FLOAT, 1, 1, 28, 28);
        INDArray before = classMaps(network, image);
        // The 4x4 pixels of the cell in row 2, column 5.
        image.get(
                        NDArrayIndex.point(0),
                        NDArrayIndex.point(0),
                        NDArrayIndex.interval(8, 12),
                        NDArrayIndex.interval(20, 24))
                .addi(1);
        INDArray change = classMaps(network, image).sub(before);
        for (int row = 0; row < 7; row++) {
            for (int column = 0; column < 7; column++) {
                boolean near = Math.abs(row - 2) <= 1 && Math.abs(column - 5) <= 1;
                INDArray cell = change.get(
                        NDArrayIndex.point(0), NDArrayIndex.all(), NDArrayIndex.point(row), NDArrayIndex.point(column));
                assertThat(cell.amaxNumber().doubleValue() > 0)
                        .as("row %s, column %s", row, column)
                        .isEqualTo(near);
            }
        }
    }

    private static INDArray classMaps(ComputationGraph network, INDArray image) {
        return network.feedForward(new INDArray[] {image}, false).get("relu2").dup();
    }

    @Test
    void oneSeedGivesOneNetworkWhateverTheLoss() {
        INDArray first = network(DataType.FLOAT).params();
        ComputationGraph classical = LocalNetwork.fresh(
                CyborgLoss.reference().withTap(FeatureTap.POOLED).withAlpha(1), new NoOp(), 0, 3, DataType.FLOAT);
        assertThat(classical.params()).isEqualTo(first);
        assertThat(classical.output(Nd4j.zeros(2, 1, 28, 28))[1].shape()).containsExactly(2, 7, 7);
    }
}
