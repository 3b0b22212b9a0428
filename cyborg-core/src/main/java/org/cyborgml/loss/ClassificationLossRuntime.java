package org.cyborgml.loss;

import java.util.Arrays;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runs a {@link ClassificationLossLayer}. */
final class ClassificationLossRuntime extends LossTermRuntime {

    private int correct;
    private int counted;

    ClassificationLossRuntime(NeuralNetConfiguration conf, DataType dataType) {
        super(conf, dataType);
    }

    /** Number of samples of the last scored batch whose predicted class was right. */
    int correct() {
        return correct;
    }

    /** Number of samples of the last scored batch. */
    int counted() {
        return counted;
    }

    @Override
    public double computeScore(double fullNetRegTerm, boolean training, LayerWorkspaceMgr workspaceMgr) {
        double[] in = values(input);
        double[] target = values(requiredLabels());
        counted = (int) input.size(0);
        correct = 0;
        for (int n = 0; n < counted; n++) {
            int at = n * logits();
            correct += highest(in, at, logits(), 0) == highest(target, at, logits(), 0.5) ? 1 : 0;
        }
        return super.computeScore(fullNetRegTerm, training, workspaceMgr);
    }

    private int logits() {
        return configuration().getNumClasses();
    }

    @Override
    void validateInput() {
        if (input.rank() != 2 || input.size(1) != logits()) {
            throw new IllegalArgumentException("output layer \"" + layerConf().getLayerName() + "\" takes logits [N, "
                    + logits() + "], found " + Arrays.toString(input.shape()));
        }
    }

    @Override
    void validateLabels(INDArray given) {
        if (!Arrays.equals(given.shape(), input.shape())) {
            throw new IllegalArgumentException("class labels must be one-hot " + Arrays.toString(input.shape())
                    + ", found " + Arrays.toString(given.shape()));
        }
    }

    @Override
    long[] activationShape() {
        return input.shape();
    }

    @Override
    double[] activations(double[] in) {
        double[] out = new double[in.length];
        for (int at = 0; at < in.length; at += logits()) {
            probabilities(in, at, out);
        }
        return out;
    }

    /** Writes the probabilities of the row at an offset and returns its log-sum-exp (with one logit: of 0 and it). */
    private double probabilities(double[] in, int at, double[] out) {
        int c = logits();
        double highest = c == 1 ? 0 : Double.NEGATIVE_INFINITY;
        for (int i = at; i < at + c; i++) {
            highest = Math.max(highest, in[i]);
        }
        double sum = c == 1 ? Math.exp(-highest) : 0;
        for (int i = at; i < at + c; i++) {
            out[i] = Math.exp(in[i] - highest);
            sum += out[i];
        }
        for (int i = at; i < at + c; i++) {
            out[i] /= sum;
        }
        return highest + Math.log(sum);
    }

    @Override
    double term(double[] in, double[] target, int sample, double[] gradient) {
        int at = sample * logits();
        double logSum = probabilities(in, at, gradient);
        double term = 0;
        double labelSum = 0;
        for (int i = at; i < at + logits(); i++) {
            term += target[i] * (logSum - in[i]);
            labelSum += target[i];
        }
        if (logits() == 1) {
            // The other class, of logit 0, has the rest of the label.
            term += (1 - labelSum) * logSum;
            labelSum = 1;
        }
        for (int i = at; i < at + logits(); i++) {
            gradient[i] = labelSum * gradient[i] - target[i];
        }
        return term;
    }
}
