package org.cyborgml.head;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.cyborgml.gradientcheck.GradientCheck;
import org.cyborgml.gradientcheck.GradientCheckReport;
import org.cyborgml.loss.ClassSelection;
import org.cyborgml.loss.CyborgLoss;
import org.cyborgml.loss.FeatureTap;
import org.cyborgml.loss.SaliencyDistance;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Back-propagated gradients of the whole head against finite differences, over the product of its switches. */
class HeadGradientTest {

    enum Masks {
        NONE,
        SOME_WITHOUT_MAP,
        SAMPLE_WEIGHTS
    }

    static Stream<Arguments> switches() {
        List<Arguments> all = new ArrayList<>();
        for (SaliencyDistance distance : SaliencyDistance.values()) {
            for (ClassSelection selection : ClassSelection.values()) {
                for (FeatureTap tap : FeatureTap.values()) {
                    for (int logits : new int[] {1, 2, 4}) {
                        for (Masks masks : Masks.values()) {
                            // The distances of other work go through a part of the product.
                            if (distance.compareTo(SaliencyDistance.KL) > 0 && (logits == 4 || masks == Masks.NONE)) {
                                continue;
                            }
                            all.add(Arguments.of(distance, selection, tap, logits, masks));
                        }
                    }
                }
            }
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("switches")
    void gradientsMatchFiniteDifferences(
            SaliencyDistance distance, ClassSelection selection, FeatureTap tap, int logits, Masks masks) {
        CyborgLoss loss = CyborgLoss.reference()
                .withDistance(distance)
                .withClassSelection(selection)
                .withTap(tap)
                .withAlpha(0.3);
        ComputationGraph network = Networks.withHead(head(logits, loss));
        GradientCheckReport report = GradientCheck.withDefaults()
                .withSample(2, 5)
                .check(network, masked(Networks.batch(3, logits, DataType.DOUBLE, 11), masks));
        report.requirePassed();
        assertThat(report.largestGradient()).isGreaterThan(1e-3);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.25, 0.5, 1})
    void gradientsMatchForEveryParameterAndAlpha(double alpha) {
        ComputationGraph network =
                Networks.withHead(head(2, CyborgLoss.reference().withAlpha(alpha)));
        GradientCheckReport report =
                GradientCheck.withDefaults().check(network, Networks.batch(2, 2, DataType.DOUBLE, 3));
        report.requirePassed();
        assertThat(report.checked()).isEqualTo(network.numParams());
    }

    /**
     * Half of the image is black, so half of the CAM's cells hold the same value whatever the parameters are: an extreme
     * that is tied, and stays tied under every perturbation, is no kink.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void gradientsMatchWhereCellsTieForAnExtreme(long seed) {
        MultiDataSet batch = Networks.batch(2, 2, DataType.DOUBLE, seed);
        batch.getFeatures(0)
                .get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.interval(0, 7), NDArrayIndex.all())
                .assign(0);
        ComputationGraph network = Networks.withHead(head(2, CyborgLoss.reference()));
        GradientCheck.withDefaults().check(network, batch).requirePassed();
    }

    @Test
    void wrongGradientIsFound() {
        // A single-precision-sized step makes finite differences themselves wrong, which the check must notice.
        ComputationGraph network = Networks.withHead(head(2, CyborgLoss.reference()));
        GradientCheckReport report =
                GradientCheck.withDefaults().withEpsilon(0.1).check(network, Networks.batch(2, 2, DataType.DOUBLE, 3));
        assertThat(report.passed()).isFalse();
    }

    private static CyborgHead head(int logits, CyborgLoss loss) {
        return (logits == 1 ? CyborgHead.oneLogit() : CyborgHead.builder(logits))
                .loss(loss)
                .build();
    }

    private static MultiDataSet masked(MultiDataSet batch, Masks masks) {
        INDArray[] label = batch.getLabels();
        switch (masks) {
            case NONE -> {}
            case SOME_WITHOUT_MAP -> {
                label[1].slice(1).assign(Double.NaN);
                batch.setLabelsMaskArray(new INDArray[] {null, Nd4j.create(new double[][] {{1}, {0}, {1}})});
            }
            case SAMPLE_WEIGHTS ->
                batch.setLabelsMaskArray(new INDArray[] {
                    Nd4j.create(new double[][] {{0.5}, {2}, {1}}), Nd4j.create(new double[][] {{3}, {0.25}, {1}})
                });
        }
        return batch;
    }
}
