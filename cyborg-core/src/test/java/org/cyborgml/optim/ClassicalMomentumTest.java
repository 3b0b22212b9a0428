package org.cyborgml.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.GradientUpdater;

class ClassicalMomentumTest {

    /**
     * PyTorch 1.13: w = nn.Parameter(torch.tensor([1., -2.], dtype=torch.float64)); SGD([w], lr=0.1, momentum=0.9,
     * weight_decay=0.01); four steps with w.grad = [0.5, w[0] * w[1]]; w after each.
     */
    @Test
    void stepsAsPyTorchSgd() {
        double[][] expected = {
            {0.949, -1.798},
            {0.852151, -1.4437718},
            {0.714134749, -1.00049148988582},
            {0.539205988351, -0.5290901453925475},
        };
        INDArray w = Nd4j.create(new double[] {1, -2}, new long[] {1, 2});
        GradientUpdater<ClassicalMomentum> updater =
                new ClassicalMomentum(0.1, 0.9).instantiate(Nd4j.zeros(w.dataType(), 1, 2), true);
        CoupledWeightDecay decay = new CoupledWeightDecay(0.01);
        for (int step = 0; step < expected.length; step++) {
            INDArray gradient = Nd4j.create(new double[] {0.5, w.getDouble(0) * w.getDouble(1)}, new long[] {1, 2});
            decay.apply(w, gradient, 0.1, step, 0);
            updater.applyUpdater(gradient, step, 0);
            w.subi(gradient);
            assertThat(w.getDouble(0)).isCloseTo(expected[step][0], within(1e-14));
            assertThat(w.getDouble(1)).isCloseTo(expected[step][1], within(1e-14));
        }
    }

    @Test
    void publishedRateFallsAfterEveryTwelveEpochs() {
        ClassicalMomentum updater = ClassicalMomentum.reference(0.005);
        assertThat(updater.getLearningRate(1000, 0)).isEqualTo(0.005);
        assertThat(updater.getLearningRate(0, 11)).isEqualTo(0.005);
        assertThat(updater.getLearningRate(0, 12)).isCloseTo(0.0005, within(1e-18));
        assertThat(updater.getLearningRate(0, 49)).isCloseTo(0.0000005, within(1e-20));
        assertThat(updater.getMomentum()).isEqualTo(0.9);
        assertThat(updater.clone()).isEqualTo(updater);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1, Double.NaN})
    void refusesMomentum(double momentum) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ClassicalMomentum(0.1, momentum))
                .withMessage("momentum must be in [0,1), found " + momentum);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesLearningRate(double rate) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ClassicalMomentum(rate, 0.9))
                .withMessage("learning rate must be above 0 and finite, found " + rate);
    }
}
