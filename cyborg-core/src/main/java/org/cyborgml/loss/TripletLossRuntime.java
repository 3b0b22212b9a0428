package org.cyborgml.loss;

import java.util.Arrays;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runs a {@link TripletLossLayer}. */
final class TripletLossRuntime extends LossTermRuntime {

    private static final int OF_TRIPLET = 3;

    /** Added to every difference, as PyTorch does, so that equal features have a gradient. */
    private static final double EPS = 1e-6;

    private int ordered;
    private int triplets;

    TripletLossRuntime(NeuralNetConfiguration conf, DataType dataType) {
        super(conf, dataType);
    }

    /** Number of triplets of the last scored batch whose positive was nearer than their negative. */
    int ordered() {
        return ordered;
    }

    /** Number of triplets of the last scored batch. */
    int triplets() {
        return triplets;
    }

    @Override
    public double computeScore(double fullNetRegTerm, boolean training, LayerWorkspaceMgr workspaceMgr) {
        double[] pooled = activations(values(input));
        triplets = (int) input.size(0) / OF_TRIPLET;
        ordered = 0;
        int size = OF_TRIPLET * channels();
        for (int at = 0; at < pooled.length; at += size) {
            double[] triplet = Arrays.copyOfRange(pooled, at, at + size);
            ordered += distance(triplet, 1) < distance(triplet, 2) ? 1 : 0;
        }
        return super.computeScore(fullNetRegTerm, training, workspaceMgr);
    }

    @Override
    void validateInput() {
        if (input.rank() != 4) {
            throw new IllegalArgumentException("output layer \"" + layerConf().getLayerName()
                    + "\" takes feature maps [N, C, H, W], found " + Arrays.toString(input.shape()));
        }
    }

    @Override
    void validateLabels(INDArray given) {
        long samples = input.size(0);
        if (samples % OF_TRIPLET != 0 || given.length() != samples) {
            throw new IllegalArgumentException("triplets take a multiple of " + OF_TRIPLET
                    + " samples, and a class for each, found " + samples + " samples and labels "
                    + Arrays.toString(given.shape()));
        }
        for (int n = 0; n < samples; n += OF_TRIPLET) {
            double anchor = given.getDouble(n);
            if (given.getDouble(n + 1) != anchor || given.getDouble(n + 2) == anchor) {
                throw new IllegalArgumentException("triplet " + n / OF_TRIPLET
                        + " must be of an anchor, a sample of its class and one of another, found classes " + anchor
                        + ", " + given.getDouble(n + 1) + ", " + given.getDouble(n + 2));
            }
        }
    }

    private int channels() {
        return (int) input.size(1);
    }

    private int cells() {
        return (int) (input.size(2) * input.size(3));
    }

    @Override
    double[] activations(double[] in) {
        double[] pooled = new double[in.length / cells()];
        for (int i = 0; i < in.length; i++) {
            pooled[i / cells()] += in[i] / cells();
        }
        return pooled;
    }

    @Override
    long[] activationShape() {
        return new long[] {input.size(0), channels()};
    }

    /** The whole triplet's term with its anchor; times three, since the score is divided by the number of samples. */
    @Override
    double term(double[] in, double[] target, int sample, double[] gradient) {
        if (sample % OF_TRIPLET != 0) {
            return 0;
        }
        int size = channels() * cells();
        double[] pooled = activations(Arrays.copyOfRange(in, sample * size, (sample + OF_TRIPLET) * size));
        double toPositive = distance(pooled, 1);
        double toNegative = distance(pooled, 2);
        double term = toPositive - toNegative + ((TripletLossLayer) configuration()).getMargin();
        if (term <= 0) {
            return 0;
        }
        for (int c = 0; c < channels(); c++) {
            double positive = difference(pooled, 1, c) / toPositive;
            double negative = difference(pooled, 2, c) / toNegative;
            fill(gradient, sample, c, positive - negative);
            fill(gradient, sample + 1, c, -positive);
            fill(gradient, sample + 2, c, negative);
        }
        return OF_TRIPLET * term;
    }

    private double difference(double[] pooled, int other, int channel) {
        return pooled[channel] - pooled[other * channels() + channel] + EPS;
    }

    private double distance(double[] pooled, int other) {
        double sum = 0;
        for (int c = 0; c < channels(); c++) {
            double difference = difference(pooled, other, c);
            sum += difference * difference;
        }
        return Math.sqrt(sum);
    }

    private void fill(double[] gradient, int sample, int channel, double value) {
        int from = (sample * channels() + channel) * cells();
        Arrays.fill(gradient, from, from + cells(), OF_TRIPLET * value / cells());
    }
}
