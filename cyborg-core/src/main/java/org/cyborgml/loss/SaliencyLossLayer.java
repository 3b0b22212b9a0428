package org.cyborgml.loss;

import org.cyborgml.layer.ClosedFormOutputRuntime;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The second output of a CYBORG head. Its output is the CAM of the chosen class, scaled to [0,1]; its loss is (1 - alpha)
 * times the distance of that map from the human saliency map.
 *
 * <p>Input: {@code [N, C, h, w]} class maps under the pooled tap; {@code [N, 2C, h, w]} under the reference tap, the
 * first C from the pooled feature maps (their means are the logits that choose the class), the others from the reference
 * ones (the CAM). With one logit, the CAM of class 0 is the negated map. Output: {@code [N, h, w]}. Labels: human
 * saliency maps {@code [N, h, w]} or {@code [N, 1, h, w]} in [0,1]; label mask {@code [N, 1]}: 0 for a sample without a map.
 *
 * <p>Scaling is min-max over the cells of each sample; the gradient flows through both extremes, shared evenly by the
 * cells that tie for one, as PyTorch's {@code amin} and {@code amax} share it. A map that is constant to rounding becomes
 * zeros, with zero gradient (see {@link MinMaxScaling}).
 */
public final class SaliencyLossLayer extends LossTermLayer {

    @SuppressWarnings("unused") // JSON
    private SaliencyLossLayer() {}

    private SaliencyLossLayer(Builder builder) {
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

    /** Class maps in the input: C under the pooled tap, 2C under the reference tap. */
    int inputMaps() {
        return getLoss().getTap() == FeatureTap.REFERENCE ? 2 * getNumClasses() : getNumClasses();
    }

    @Override
    public InputType getOutputType(int layerIndex, InputType inputType) {
        if (inputType instanceof InputType.InputTypeConvolutional maps && maps.getChannels() == inputMaps()) {
            return InputType.convolutional(maps.getHeight(), maps.getWidth(), 1);
        }
        throw new IllegalStateException("layer \"" + layerName + "\" takes " + inputMaps() + " class maps [N, "
                + inputMaps() + ", h, w], but its input is " + inputType);
    }

    @Override
    double share(int iteration, int epoch) {
        return 1 - getLoss().alphaAt(iteration, epoch);
    }

    @Override
    protected ClosedFormOutputRuntime runtime(NeuralNetConfiguration conf, DataType dataType) {
        return new SaliencyLossRuntime(conf, dataType);
    }

    /** Builds a {@link SaliencyLossLayer}. */
    public static final class Builder extends LossTermLayer.Builder<Builder> {

        private Builder() {}

        /**
         * Builds the layer.
         *
         * @return the layer
         * @throws IllegalStateException if the number of classes is not set
         */
        public SaliencyLossLayer build() {
            requireClasses();
            return new SaliencyLossLayer(this);
        }
    }
}
