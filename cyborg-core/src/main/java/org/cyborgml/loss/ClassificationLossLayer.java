package org.cyborgml.loss;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The first output of a CYBORG head: logits {@code [N, C]} in, probabilities {@code [N, C]} out, and alpha times the
 * cross-entropy as loss.
 *
 * <p>Labels are one-hot (or soft) rows {@code [N, C]}. With one logit, labels and probabilities are {@code [N, 1]}, the
 * probability is the sigmoid, and the loss is binary cross-entropy on the logit. Both come from the logits themselves and
 * are finite for every finite logit.
 */
public final class ClassificationLossLayer extends LossTermLayer {

    /** Name of the activations. */
    static final String PROBABILITIES = "probabilities";

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
    public String activationsVertexName() {
        return PROBABILITIES;
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
    void defineActivations(SameDiff sd, SDVariable logits) {
        if (getNumClasses() == 1) {
            sd.nn().sigmoid(PROBABILITIES, logits);
        } else {
            sd.nn().softmax(PROBABILITIES, logits, 1);
        }
    }

    @Override
    SDVariable terms(SameDiff sd, SDVariable logits, SDVariable labels) {
        if (getNumClasses() > 1) {
            return crossEntropy(sd, logits, labels);
        }
        // One logit z is the two-class problem with logits 0 and z: softmax gives sigmoid(z), without its overflow.
        SDVariable zero = logits.mul(0);
        SDVariable others = labels.neg().add(1);
        return crossEntropy(sd, sd.concat(1, zero, logits), sd.concat(1, others, labels));
    }

    /** Cross-entropy of each row; written out, as the gradient of SameDiff's logSoftmax throws in M2.1. */
    private static SDVariable crossEntropy(SameDiff sd, SDVariable logits, SDVariable labels) {
        SDVariable shifted = logits.sub(logits.max(true, 1));
        SDVariable logSum = sd.math().log(sd.math().exp(shifted).sum(true, 1));
        return labels.mul(logSum.sub(shifted)).sum(1);
    }

    @Override
    LossTermRuntime runtime(NeuralNetConfiguration conf, DataType dataType) {
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
