package org.cyborgml.examples.decoy;

import static org.assertj.core.api.Assertions.assertThat;

import org.cyborgml.gradientcheck.GradientCheck;
import org.cyborgml.loss.CyborgLoss;
import org.cyborgml.loss.FeatureTap;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
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

    @Test
    void gradientsAreThoseOfFiniteDifferences() {
        Nd4j.getRandom().setSeed(1);
        INDArray labels = Nd4j.zeros(DataType.DOUBLE, 2, 10);
        labels.putScalar(0, 3, 1);
        labels.putScalar(1, 7, 1);
        MultiDataSet batch = new MultiDataSet(
                new INDArray[] {Nd4j.randn(DataType.DOUBLE, 2, 1, 28, 28)},
                new INDArray[] {labels, Nd4j.rand(DataType.DOUBLE, 2, 7, 7)});
        GradientCheck.withDefaults().check(network(DataType.DOUBLE), batch).requirePassed();
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
