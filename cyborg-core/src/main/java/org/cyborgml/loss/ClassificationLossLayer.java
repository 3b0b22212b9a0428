package org.cyborgml.loss;

import org.cyborgml.layer.ClosedFormOutputRuntime;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The first output of a CYBORG head. Its input are logits {@code [N, C]}, its output are probabilities {@code [N, C]}, and
 * its loss is alpha times the cross-entropy.
 *
 * <p>Labels are one-hot (or soft) rows {@code [N, C]}. With one logit, labels and probabilities are {@code [N, 1]}, the
 * probability is the sigmoid, and the loss is binary cross-entropy. The loss is computed from the logits and is finite for
 * every finite logit.
 */
public final class ClassificationLossLayer extends LossTermLayer {

    @SuppressWarnings("unused") // JSON
    private ClassificationLossLayer() {}

    private ClassificationLossLayer(Builder builder) {
        super(builder);
    }

    /**
     * A builder; the number of classes must be set.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public InputType getOutputType(int layerIndex, InputType inputType) {
        return InputType.feedForward(getNumClasses());
    }

    @Override
    double share(int iteration, int epoch) {
        return getLoss().alphaAt(iteration, epoch);
    }

    @Override
    protected ClosedFormOutputRuntime runtime(NeuralNetConfiguration conf, DataType dataType) {
        return new ClassificationLossRuntime(conf, dataType);
    }

    /** Builds a {@link ClassificationLossLayer}. */
    public static final class Builder extends LossTermLayer.Builder<Builder> {

        private Builder() {}

        /**
         * Builds the layer.
         *
         * @return the layer
         * @throws IllegalStateException if the number of classes is not set
         */
        public ClassificationLossLayer build() {
            requireClasses();
            return new ClassificationLossLayer(this);
        }
    }
}
