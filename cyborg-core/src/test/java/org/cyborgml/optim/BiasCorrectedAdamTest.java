package org.cyborgml.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.GradientUpdater;

class BiasCorrectedAdamTest {

    /**
     * PyTorch 1.13: w = nn.Parameter(torch.tensor([1., -2.], dtype=torch.float64)); Adam([w], lr=0.1, eps=1e-2,
     * weight_decay=0.01); four steps with w.grad = [0.001 * step, w[0] * w[1]]; w after each. The epsilon is large enough to
     * tell where it is added.
     */
    @Test
    void stepsAsPyTorchAdam() {
        double[][] expected = {
            {0.9476190476190476, -1.9004926108374385},
            {0.8946518319611212, -1.8014146338111439},
            {0.841081779816606, -1.7030722528205846},
            {0.7868935185606025, -1.6057959549102396},
        };
        INDArray w = Nd4j.create(new double[] {1, -2}, new long[] {1, 2});
        GradientUpdater<BiasCorrectedAdam> updater =
                new BiasCorrectedAdam(0.1).withEpsilon(1e-2).instantiate(Nd4j.zeros(w.dataType(), 1, 4), true);
        CoupledWeightDecay decay = new CoupledWeightDecay(0.01);
        for (int step = 0; step < expected.length; step++) {
            INDArray gradient =
                    Nd4j.create(new double[] {0.001 * (step + 1), w.getDouble(0) * w.getDouble(1)}, new long[] {1, 2});
            decay.apply(w, gradient, 0.1, step, 0);
            updater.applyUpdater(gradient, step, 0);
            w.subi(gradient);
            assertThat(w.getDouble(0)).isCloseTo(expected[step][0], within(1e-13));
            assertThat(w.getDouble(1)).isCloseTo(expected[step][1], within(1e-13));
        }
    }

    /** DL4J hands out the halves of one array; a saved state goes on where it was. */
    @Test
    void stateIsTheViewsHalves() {
        INDArray state = Nd4j.zeros(DataType.DOUBLE, 1, 6);
        GradientUpdater<BiasCorrectedAdam> updater = new BiasCorrectedAdam(0.1).instantiate(state, true);
        updater.applyUpdater(Nd4j.create(new double[] {1, 2, 3}), 0, 0);
        assertThat(state.toDoubleVector())
                .containsExactly(new double[] {0.1, 0.2, 0.3, 0.001, 0.004, 0.009}, within(1e-15));
        INDArray once = Nd4j.create(new double[] {3, 2, 1});
        INDArray again = once.dup();
        GradientUpdater<BiasCorrectedAdam> restored = new BiasCorrectedAdam(0.1).instantiate(state.dup(), false);
        updater.applyUpdater(once, 1, 0);
        restored.applyUpdater(again, 1, 0);
        assertThat(again).isEqualTo(once);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BiasCorrectedAdam(0.1).instantiate(Map.of("M", state), false))
                .withMessageContaining("must have the keys M and V");
    }

    @Test
    void survivesJson() {
        BiasCorrectedAdam updater = new BiasCorrectedAdam(1e-4).withEpsilon(5e-9);
        MultiLayerConfiguration conf = new NeuralNetConfiguration.Builder()
                .updater(updater)
                .list(new OutputLayer.Builder().nIn(2).nOut(2).build())
                .build();
        MultiLayerConfiguration read = MultiLayerConfiguration.fromJson(conf.toJson());
        assertThat(((OutputLayer) read.getConf(0).getLayer()).getIUpdater()).isEqualTo(updater);
        assertThat(updater.clone()).isEqualTo(updater).hasSameHashCodeAs(updater);
        assertThat(new BiasCorrectedAdam(1e-4)).isNotEqualTo(updater);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1e-8, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesEpsilon(double epsilon) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BiasCorrectedAdam(0.1).withEpsilon(epsilon))
                .withMessage("epsilon must be above 0 and finite, found " + epsilon);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN})
    void refusesLearningRate(double rate) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BiasCorrectedAdam(rate))
                .withMessage("learning rate must be above 0 and finite, found " + rate);
    }
}
