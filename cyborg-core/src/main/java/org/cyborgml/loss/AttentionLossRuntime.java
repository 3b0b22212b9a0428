package org.cyborgml.loss;

import java.util.Arrays;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runs an {@link AttentionLossLayer}. */
final class AttentionLossRuntime extends LossTermRuntime {

    AttentionLossRuntime(NeuralNetConfiguration conf, DataType dataType) {
        super(conf, dataType);
    }

    @Override
    void validateInput() {
        if (input.rank() != 4 || input.size(1) != 1) {
            throw new IllegalArgumentException("output layer \"" + layerConf().getLayerName()
                    + "\" takes one map [N, 1, h, w], found " + Arrays.toString(input.shape()));
        }
    }

    @Override
    void validateLabels(INDArray given) {
        if (!Arrays.equals(given.shape(), activationShape()) && !Arrays.equals(given.shape(), input.shape())) {
            throw new IllegalArgumentException("masks must be " + Arrays.toString(activationShape())
                    + ", the batch and the attention map, found " + Arrays.toString(given.shape()));
        }
    }

    @Override
    long[] activationShape() {
        return new long[] {input.size(0), input.size(2), input.size(3)};
    }

    @Override
    double[] activations(double[] in) {
        return in;
    }

    @Override
    double term(double[] in, double[] target, int sample, double[] gradient) {
        int cells = (int) (input.size(2) * input.size(3));
        int from = sample * cells;
        MapRange.require(target, sample, cells, "the mask");
        double[] ofMap = new double[cells];
        double distance = configuration()
                .getLoss()
                .getDistance()
                .between(
                        Arrays.copyOfRange(target, from, from + cells),
                        Arrays.copyOfRange(in, from, from + cells),
                        (int) input.size(3),
                        ofMap);
        System.arraycopy(ofMap, 0, gradient, from, cells);
        return distance;
    }
}
