package org.cyborgml.samediff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.cyborgml.loss.FeatureTap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Gradients of the loss in a SameDiff graph against central finite differences, over the product of its switches. */
class CyborgLossGradientTest {

    private static final double STEP = 1e-6;

    static Stream<Case> cases() {
        return Case.product();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void gradientsMatchFiniteDifferences(Case one) {
        Map<String, INDArray> data = one.data(3, DataType.DOUBLE, one.seed());
        SameDiff sd = one.graph(data);
        Map<String, INDArray> fed = one.placeholders(data);
        List<String> learned = one.tap() == FeatureTap.POOLED
                ? List.of("pooled", "weight", "bias")
                : List.of("pooled", "reference", "weight", "bias");
        Map<String, INDArray> gradients = sd.calculateGradients(fed, learned);
        Random random = new Random(one.seed());
        for (String name : learned) {
            INDArray array = sd.getVariable(name).getArr();
            // The largest gradient, so that something is tested, and one drawn at random.
            INDArray flat = gradients.get(name).reshape(array.length());
            long largest = Transforms.abs(flat).argMax().getLong(0);
            assertThat(Math.abs(flat.getDouble(largest))).as(name).isGreaterThan(1e-6);
            for (long index : new long[] {largest, random.nextInt((int) array.length())}) {
                double gradient = flat.getDouble(index);
                assertThat(gradient)
                        .as("%s[%d]", name, index)
                        .isCloseTo(difference(sd, fed, array, index), within(1e-8 + 1e-7 * Math.abs(gradient)));
            }
        }
    }

    private static double difference(SameDiff sd, Map<String, INDArray> fed, INDArray array, long index) {
        double value = array.getDouble(index);
        array.putScalar(index, value + STEP);
        double above = sd.outputSingle(fed, "loss").getDouble();
        array.putScalar(index, value - STEP);
        double below = sd.outputSingle(fed, "loss").getDouble();
        array.putScalar(index, value);
        return (above - below) / (2 * STEP);
    }
}
