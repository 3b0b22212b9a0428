package org.cyborgml.models.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.cyborgml.models.SmallCnn;
import org.cyborgml.models.kernel.KernelPrecision;
import org.cyborgml.models.kernel.KernelSet;
import org.cyborgml.models.kernel.Kernels;
import org.cyborgml.optim.BiasCorrectedAdam;
import org.cyborgml.optim.ClassicalMomentum;
import org.cyborgml.optim.DirectUpdater;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.updater.graph.ComputationGraphUpdater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;

/** Fused steps against DL4J's. */
class FusedUpdaterTest {

    private static final int SIDE = 28;

    /** Sums are in another order. */
    private static final double ROUNDING = 1e-5;

    @BeforeEach
    void cpuMultiplies() {
        try {
            Kernels.use(KernelSet.ONEDNN, KernelPrecision.BF16);
        } catch (IllegalStateException e) {
            assumeTrue(false, e.getMessage());
        }
    }

    @AfterEach
    void automatic() {
        Kernels.use(KernelSet.AUTO);
    }

    private static ComputationGraph network(IUpdater updater) {
        return SmallCnn.builder()
                .inputSide(SIDE)
                .channels(1)
                .seed(3)
                .updater(updater)
                .weightDecay(0.1)
                .build()
                .init();
    }

    private static ComputationGraph fused() {
        ComputationGraph network = network(new ClassicalMomentum(0.01, 0.9));
        NetworkUpdater.use(network);
        assertThat(network.getUpdater()).isInstanceOf(FusedUpdater.class);
        return network;
    }

    private static MultiDataSet batch(ComputationGraph network, int seed) {
        Nd4j.getRandom().setSeed(seed);
        INDArray images = Nd4j.rand(DataType.FLOAT, 6, 1, SIDE, SIDE);
        INDArray labels = Nd4j.zeros(DataType.FLOAT, 6, 2);
        for (int i = 0; i < 6; i++) {
            labels.putScalar(i, i % 2, 1);
        }
        INDArray maps = Nd4j.rand(DataType.FLOAT, network.output(images)[1].shape());
        return new MultiDataSet(new INDArray[] {images}, new INDArray[] {labels, maps});
    }

    private static double apart(INDArray a, INDArray b) {
        return a.sub(b).norm2Number().doubleValue() / b.norm2Number().doubleValue();
    }

    /** Step by step from the same parameters and state: the passes between would make more of a rounding. */
    @Test
    void makesTheStepsOfDl4j() {
        ComputationGraph expected = network(new ClassicalMomentum(0.01, 0.9));
        DirectUpdater.use(expected);
        ComputationGraph actual = fused();
        for (int step = 1; step <= 4; step++) {
            if (step == 3) {
                setLearningRate(expected, 0.1);
                setLearningRate(actual, 0.1);
            }
            MultiDataSet batch = batch(expected, step);
            INDArray before = expected.params().dup();
            actual.setParams(before);
            actual.getUpdater()
                    .setStateViewArray(expected.getUpdater().getStateViewArray().dup());
            expected.fit(batch);
            actual.fit(batch);
            assertThat(apart(actual.params().sub(before), expected.params().sub(before)))
                    .as("way of step %s", step)
                    .isLessThan(ROUNDING);
            assertThat(apart(
                            actual.getUpdater().getStateViewArray(),
                            expected.getUpdater().getStateViewArray()))
                    .isLessThan(ROUNDING);
        }
    }

    private static void setLearningRate(ComputationGraph network, double rate) {
        // Layers keep the very object.
        for (Layer layer : network.getLayers()) {
            layer.paramTable().keySet().stream()
                    .map(key -> layer.getConfig().getUpdaterByParam(key))
                    .filter(IUpdater::hasLearningRate)
                    .forEach(updater -> updater.setLrAndSchedule(rate, null));
        }
    }

    @Test
    void resumesToTheSameBits() {
        ComputationGraph whole = fused();
        whole.fit(batch(whole, 1));
        INDArray params = whole.params().dup();
        INDArray state = whole.getUpdater().getStateViewArray().dup();
        whole.fit(batch(whole, 2));
        ComputationGraph resumed = fused();
        resumed.setParams(params);
        resumed.getUpdater().setStateViewArray(state);
        resumed.fit(batch(resumed, 2));
        assertThat(resumed.params().equalsWithEps(whole.params(), 0)).isTrue();
    }

    @Test
    void leavesOtherSettingsToDl4j() {
        ComputationGraph network = network(new BiasCorrectedAdam(1e-3));
        NetworkUpdater.use(network);
        assertThat(network.getUpdater()).isInstanceOf(DirectUpdater.class);
        network.fit(batch(network, 1));
    }

    @Test
    void refusesToTrainWithAnUpdaterThatWasReplaced() {
        ComputationGraph network = fused();
        network.fit(batch(network, 1));
        network.setUpdater(new ComputationGraphUpdater(network));
        MultiDataSet batch = batch(network, 2);
        assertThatIllegalStateException().isThrownBy(() -> network.fit(batch)).withMessageContaining("was replaced");
    }
}
