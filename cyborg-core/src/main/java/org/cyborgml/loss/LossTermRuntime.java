package org.cyborgml.loss;

import java.util.Arrays;
import org.cyborgml.layer.ClosedFormOutputRuntime;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Runs a {@link LossTermLayer} by its closed form, in double precision, with label masks and an alpha that changes over epochs.
 */
abstract class LossTermRuntime extends ClosedFormOutputRuntime {

    /** The batch at hand, once it is computed. */
    private @Nullable Batch batch;

    private double meanTerm;

    /** One batch's result: a term per sample, 0 where masked out, and its gradient for the sample's own input. */
    private static final class Batch {
        final double[] terms;
        final double[] gradient;

        Batch(double[] terms, double[] gradient) {
            this.terms = terms;
            this.gradient = gradient;
        }
    }

    LossTermRuntime(NeuralNetConfiguration conf, DataType dataType) {
        super(conf, dataType);
    }

    final LossTermLayer configuration() {
        return (LossTermLayer) layerConf();
    }

    final DataType precision() {
        return dataType;
    }

    /** Checks the input's shape. */
    abstract void validateInput();

    /** Checks that labels fit the input. */
    abstract void validateLabels(INDArray given);

    /** The outputs for a valid input, as a row, and their shape. */
    abstract double[] activations(double[] in);

    abstract long[] activationShape();

    /**
     * Adds the term of one sample.
     *
     * @param in the whole input
     * @param target the whole label array
     * @param sample index of the sample
     * @param gradient the whole gradient, of which this method fills the part of the sample
     * @return the sample's term, unweighted
     */
    abstract double term(double[] in, double[] target, int sample, double[] gradient);

    /** The mean of this term over the last batch, before its share; 0 if its share was 0. */
    final double meanTerm() {
        return meanTerm;
    }

    final double share() {
        return configuration().share(getIterationCount(), getEpochCount());
    }

    private int samples() {
        return (int) input.size(0);
    }

    static double[] values(INDArray array) {
        try (MemoryWorkspace scope = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
            return array.dup('c').data().asDouble();
        }
    }

    private INDArray array(double[] values, long[] shape) {
        return Nd4j.createFromArray(values).castTo(dataType).reshape('c', shape);
    }

    @Override
    protected final INDArray forward(LayerWorkspaceMgr workspaceMgr) {
        validateInput();
        return workspaceMgr.dup(ArrayType.ACTIVATIONS, array(activations(values(input)), activationShape()));
    }

    @Override
    protected final void forget() {
        batch = null;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(@Nullable INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
        assertInputSet(true);
        double share = share();
        if (share == 0) {
            // Without a share in the loss the term is not computed.
            INDArray none = workspaceMgr.create(ArrayType.ACTIVATION_GRAD, input.dataType(), input.shape(), 'c');
            return new Pair<>(new DefaultGradient(), none);
        }
        double[] gradient = batch().gradient.clone();
        int size = gradient.length / samples();
        for (int n = 0; n < samples(); n++) {
            double weight = share * mask(n);
            for (int i = n * size; i < (n + 1) * size; i++) {
                gradient[i] *= weight;
            }
        }
        try (MemoryWorkspace scope = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
            return new Pair<>(
                    new DefaultGradient(), workspaceMgr.dup(ArrayType.ACTIVATION_GRAD, array(gradient, input.shape())));
        }
    }

    private Batch batch() {
        Batch known = batch;
        if (known == null) {
            known = compute();
            batch = known;
        }
        return known;
    }

    private Batch compute() {
        validateInput();
        INDArray given = requiredLabels();
        validateLabels(given);
        validateMask();
        double[] in = values(input);
        double[] target = values(given);
        double[] terms = new double[samples()];
        double[] gradient = new double[in.length];
        for (int n = 0; n < terms.length; n++) {
            if (mask(n) != 0) {
                terms[n] = term(in, target, n, gradient);
            }
        }
        return new Batch(terms, gradient);
    }

    final INDArray requiredLabels() {
        return requiredLabels(
                "a network with a CYBORG head is trained on a MultiDataSet with two label arrays; for data"
                        + " without maps see WithoutMaps");
    }

    private void validateMask() {
        if (maskArray != null && maskArray.length() != samples()) {
            throw new IllegalArgumentException(
                    "label mask of output \"" + layerConf().getLayerName() + "\" must be [" + samples() + ", 1], found "
                            + Arrays.toString(maskArray.shape()));
        }
    }

    /** Index of the highest of several values, the first of equals; for a single value, 1 if it is above the threshold. */
    static int highest(double[] values, int from, int count, double threshold) {
        if (count == 1) {
            return values[from] > threshold ? 1 : 0;
        }
        int best = 0;
        for (int c = 1; c < count; c++) {
            if (values[from + c] > values[from + best]) {
                best = c;
            }
        }
        return best;
    }

    private double mask(int sample) {
        return maskArray == null ? 1 : maskArray.getDouble(sample);
    }

    @Override
    public double computeScore(double fullNetRegTerm, boolean training, LayerWorkspaceMgr workspaceMgr) {
        double share = share();
        double sum = 0;
        if (share != 0) {
            double[] terms = batch().terms;
            for (int n = 0; n < terms.length; n++) {
                sum += mask(n) * terms[n];
            }
        }
        meanTerm = sum / samples();
        return share * meanTerm + fullNetRegTerm;
    }

    @Override
    public INDArray computeScoreForExamples(double fullNetRegTerm, LayerWorkspaceMgr workspaceMgr) {
        double share = share();
        double[] scores = new double[samples()];
        for (int n = 0; n < scores.length; n++) {
            scores[n] = fullNetRegTerm + (share == 0 ? 0 : share * mask(n) * batch().terms[n]);
        }
        return workspaceMgr.dup(ArrayType.ACTIVATIONS, array(scores, new long[] {scores.length, 1}));
    }
}
