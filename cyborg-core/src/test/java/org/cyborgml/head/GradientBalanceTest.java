package org.cyborgml.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.cyborgml.loss.CyborgLoss;
import org.cyborgml.loss.FeatureTap;
import org.cyborgml.loss.GradientBalance;
import org.cyborgml.loss.SaliencyDistance;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

class GradientBalanceTest {

    private static final MultiDataSet BATCH = Networks.batch(4, 2, DataType.DOUBLE, 5);

    private static ComputationGraph network(CyborgLoss loss) {
        return Networks.withHead(CyborgHead.builder(2).loss(loss).build());
    }

    /** The shared weights' gradient of the whole loss, by a step of size 1 without the balance's own code. */
    private static INDArray step(CyborgLoss loss, String parameter) {
        ComputationGraph network = Networks.withHead(
                CyborgHead.builder(2).loss(loss).build(), DataType.DOUBLE, new Sgd(1), WorkspaceMode.NONE);
        INDArray before = network.getParam(parameter).dup();
        network.fit(BATCH);
        return before.sub(network.getParam(parameter));
    }

    @ParameterizedTest
    @EnumSource(FeatureTap.class)
    void normsAreThoseOfTheStepsOfEachTermAlone(FeatureTap tap) {
        CyborgLoss loss = CyborgLoss.reference().withTap(tap);
        GradientBalance balance = GradientBalance.of(network(loss), BATCH);
        double[] expected = new double[2];
        for (int alpha : new int[] {0, 1}) {
            double squares = 0;
            // A bias that adds the same to all cells of a CAM moves no scaled CAM: the classifier's, and the bare
            // maps'.
            List<String> shared = new ArrayList<>(List.of("first_W", "first_b", "bare_W", "classifier_weight"));
            if (tap == FeatureTap.POOLED) {
                shared.add("bare_b");
            }
            for (String parameter : shared) {
                double norm =
                        step(loss.withAlpha(alpha), parameter).norm2Number().doubleValue();
                squares += norm * norm;
            }
            expected[alpha] = Math.sqrt(squares);
        }
        assertThat(balance.classification()).isCloseTo(expected[1], within(1e-10));
        assertThat(balance.saliency()).isCloseTo(expected[0], within(1e-10));
    }

    @ParameterizedTest
    @EnumSource(SaliencyDistance.class)
    void atItsAlphaBothTermsPullAlike(SaliencyDistance distance) {
        CyborgLoss loss = CyborgLoss.reference().withDistance(distance);
        GradientBalance balance = GradientBalance.of(network(loss), BATCH);
        double alpha = balance.alpha();
        assertThat(alpha).isBetween(0.0, 1.0);
        assertThat(alpha * balance.classification()).isCloseTo((1 - alpha) * balance.saliency(), within(1e-12));
        // It is measured without alpha, and leaves the network as it was.
        ComputationGraph network = network(loss.withAlpha(0.9));
        INDArray before = network.params().dup();
        assertThat(GradientBalance.of(network, BATCH)).isEqualTo(balance);
        assertThat(network.params()).isEqualTo(before);
        network.fit(BATCH);
        assertThat(network.params()).isNotEqualTo(before);
    }

    @Test
    void aTermWithoutGradientHasNoBalance() {
        MultiDataSet batch = Networks.batch(2, 2, DataType.DOUBLE, 5);
        batch.setLabelsMaskArray(new INDArray[] {null, Nd4j.zeros(DataType.DOUBLE, 2, 1)});
        GradientBalance balance = GradientBalance.of(network(CyborgLoss.reference()), batch);
        assertThatIllegalStateException()
                .isThrownBy(balance::alpha)
                .withMessage(
                        "no alpha balances the gradients: their norms are 0.0 for the classification and 0.0 for the"
                                + " saliency");
    }

    @Test
    void mediansSumUpStepsAndNonsenseIsRefused() {
        assertThat(GradientBalance.median(
                        List.of(new GradientBalance(1, 9), new GradientBalance(3, 1), new GradientBalance(2, 2))))
                .isEqualTo(new GradientBalance(2, 2));
        assertThat(GradientBalance.median(List.of(new GradientBalance(1, 4), new GradientBalance(3, 2))))
                .isEqualTo(new GradientBalance(2, 3));
        assertThatIllegalArgumentException().isThrownBy(() -> GradientBalance.median(List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GradientBalance(Double.NaN, 1))
                .withMessageContaining("found NaN of the classification");
    }
}
