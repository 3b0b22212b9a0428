package org.cyborgml.loss;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.samediff.SDLayerParams;
import org.deeplearning4j.nn.conf.layers.samediff.SameDiffOutputLayer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Configuration of an output layer that contributes one term of the {@link CyborgLoss}, and has no parameters.
 *
 * <p>DL4J adds up the scores of a network's outputs without weights, so each layer multiplies its term by alpha or 1 - alpha
 * for the present iteration and epoch. A label mask {@code [N, 1]} gives every sample a weight: 0 leaves it out of this term.
 * The score is the weighted sum over samples divided by N.
 */
public abstract class LossTermLayer extends SameDiffOutputLayer {

    private CyborgLoss loss = CyborgLoss.reference();
    private int numClasses;

    /** For JSON. */
    LossTermLayer() {}

    LossTermLayer(Builder<?> builder) {
        this.loss = builder.loss;
        this.numClasses = builder.numClasses;
    }

    /**
     * The settings of the loss.
     *
     * @return the loss
     */
    public final CyborgLoss getLoss() {
        return loss;
    }

    /**
     * Sets the loss, for JSON.
     *
     * @param loss the loss
     */
    public final void setLoss(CyborgLoss loss) {
        this.loss = Objects.requireNonNull(loss, "loss");
    }

    /**
     * Number of logits: the number of classes, or 1 for two classes with a single logit.
     *
     * @return at least 1
     */
    public final int getNumClasses() {
        return numClasses;
    }

    /**
     * Sets the number of logits, for JSON.
     *
     * @param numClasses at least 1
     */
    public final void setNumClasses(int numClasses) {
        this.numClasses = numClasses;
    }

    /** The share of this term in the loss, in [0,1]. */
    abstract double share(int iteration, int epoch);

    /** The class that runs this layer. */
    abstract LossTermRuntime runtime(NeuralNetConfiguration conf, DataType dataType);

    /** Not supported: a network runs the closed form. For SameDiff graphs see {@code org.cyborgml.samediff}. */
    @Override
    public final SDVariable defineLayer(
            SameDiff sd, SDVariable input, @Nullable SDVariable labels, @Nullable Map<String, SDVariable> parameters) {
        throw noDefinition();
    }

    /** Not supported, see {@link #defineLayer}. */
    @Override
    public final String activationsVertexName() {
        throw noDefinition();
    }

    private UnsupportedOperationException noDefinition() {
        return new UnsupportedOperationException(getClass().getSimpleName()
                + " is run by its closed form and has no SameDiff definition; see CyborgOps");
    }

    @Override
    public final void defineParameters(SDLayerParams params) {
        // none
    }

    @Override
    public final void initializeParameters(Map<String, INDArray> params) {
        // none
    }

    @Override
    public final Layer instantiate(
            NeuralNetConfiguration conf,
            Collection<TrainingListener> trainingListeners,
            int layerIndex,
            INDArray layerParamsView,
            boolean initializeParams,
            DataType networkDataType) {
        LossTermRuntime runtime = runtime(conf, networkDataType);
        runtime.setListeners(trainingListeners);
        runtime.setIndex(layerIndex);
        runtime.setParamTable(new HashMap<>());
        runtime.setConf(conf);
        return runtime;
    }

    @Override
    public final boolean equals(@Nullable Object o) {
        if (!(o instanceof LossTermLayer other) || getClass() != other.getClass()) {
            return false;
        }
        // DL4J compares the list of parameters, which it makes when first asked for.
        getLayerParams();
        other.getLayerParams();
        return super.equals(o) && loss.equals(other.loss) && numClasses == other.numClasses;
    }

    @Override
    public final int hashCode() {
        getLayerParams();
        return Objects.hash(super.hashCode(), loss, numClasses);
    }

    /**
     * Builds an output layer of the CYBORG loss.
     *
     * @param <T> the builder itself
     */
    public abstract static class Builder<T extends Builder<T>> {

        private CyborgLoss loss = CyborgLoss.reference();
        private int numClasses;

        Builder() {}

        /**
         * The loss; {@link CyborgLoss#reference()} if not set.
         *
         * @param loss the loss
         * @return this
         */
        @SuppressWarnings("unchecked") // T is this builder's own type
        public T loss(CyborgLoss loss) {
            this.loss = Objects.requireNonNull(loss, "loss");
            return (T) this;
        }

        /**
         * Number of logits: the number of classes, or 1 for two classes with a single logit.
         *
         * @param numClasses at least 1
         * @return this
         */
        @SuppressWarnings("unchecked") // T is this builder's own type
        public T numClasses(int numClasses) {
            if (numClasses < 1) {
                throw new IllegalArgumentException("numClasses must be at least 1, found " + numClasses);
            }
            this.numClasses = numClasses;
            return (T) this;
        }

        final void requireClasses() {
            if (numClasses < 1) {
                throw new IllegalStateException("numClasses is not set");
            }
        }
    }
}
