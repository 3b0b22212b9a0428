package org.cyborgml.loss;

import org.cyborgml.layer.ClosedFormOutputRuntime;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The second output of a network that computes an attention map. Its output is that map, and its loss is (1 - alpha) times
 * the map's distance from a mask (Dang et al., CVPR 2020, with {@link SaliencyDistance#L1}). It takes the place of a CYBORG
 * head's {@link SaliencyLossLayer}, but does not scale the map.
 *
 * <p>Input: {@code [N, 1, h, w]}. Output: {@code [N, h, w]}. Labels: masks or human saliency maps {@code [N, h, w]} (or {@code [N, 1, h, w]}) with
 * values in [0,1]; label mask {@code [N, 1]}: 0 for a sample without one.
 */
public final class AttentionLossLayer extends LossTermLayer {

    @SuppressWarnings("unused") // JSON
    private AttentionLossLayer() {}

    private AttentionLossLayer(Builder builder) {
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
        if (inputType instanceof InputType.InputTypeConvolutional maps && maps.getChannels() == 1) {
            return inputType;
        }
        throw new IllegalStateException(
                "layer \"" + layerName + "\" takes one map [N, 1, h, w], but its input is " + inputType);
    }

    @Override
    double share(int iteration, int epoch) {
        return 1 - getLoss().alphaAt(iteration, epoch);
    }

    @Override
    protected ClosedFormOutputRuntime runtime(NeuralNetConfiguration conf, DataType dataType) {
        return new AttentionLossRuntime(conf, dataType);
    }

    /** Builds an {@link AttentionLossLayer}. */
    public static final class Builder extends LossTermLayer.Builder<Builder> {

        private Builder() {}

        /**
         * Builds the layer.
         *
         * @return the layer
         * @throws IllegalStateException if the number of classes is not set
         */
        public AttentionLossLayer build() {
            requireClasses();
            return new AttentionLossLayer(this);
        }
    }
}
