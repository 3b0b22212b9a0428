package org.cyborgml.models.layer;

import java.util.List;
import org.cyborgml.layer.ClosedFormLayer;
import org.cyborgml.layer.ClosedFormRuntime;
import org.cyborgml.models.kernel.Kernels;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.samediff.AbstractSameDiffLayer;
import org.deeplearning4j.nn.conf.layers.samediff.SDLayerParams;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Dropout of whole feature maps, {@code [N, C, H, W]}: in training each map of each sample becomes 0 with probability p,
 * and the others are multiplied by 1 / (1 - p). At inference nothing changes.
 *
 * <p>Before global average pooling this is what PyTorch's {@code Dropout} is behind it, since the two commute. What is
 * drawn depends on the network's seed, the layer's place in the network, the iteration and the epoch alone, so that a
 * training that was saved and goes on sees the same as one that was not interrupted.
 */
public final class ChannelDropout extends ClosedFormLayer {

    private double probability;

    @SuppressWarnings("unused") // JSON
    private ChannelDropout() {}

    private ChannelDropout(Builder builder) {
        super(builder);
        this.probability = builder.probability;
    }

    /**
     * A dropout.
     *
     * @param probability p, in [0,1)
     * @return a builder
     * @throws IllegalArgumentException if p is outside [0,1)
     */
    public static Builder builder(double probability) {
        return new Builder(probability);
    }

    /**
     * Probability of dropping a map.
     *
     * @return p in [0,1)
     */
    public double probability() {
        return probability;
    }

    @Override
    public void setNIn(InputType inputType, boolean override) {
        maps(inputType);
    }

    @Override
    public InputType getOutputType(int layerIndex, InputType inputType) {
        return maps(inputType);
    }

    @Override
    public void defineParameters(SDLayerParams params) {
        // none
    }

    @Override
    protected ClosedFormRuntime runtime(NeuralNetConfiguration conf, DataType dataType) {
        return new ChannelDropoutRuntime(conf, dataType, Kernels.current());
    }

    @Override
    protected List<Object> settings() {
        return List.of(probability);
    }

    /** Builds a {@link ChannelDropout}. */
    @SuppressWarnings("unchecked") // the return type of build() in DL4J's builders
    public static final class Builder extends AbstractSameDiffLayer.Builder<Builder> {

        private final double probability;

        private Builder(double probability) {
            this.probability = requireProbability(probability);
        }

        @Override
        public ChannelDropout build() {
            return new ChannelDropout(this);
        }
    }

    /**
     * Checks a probability of dropping.
     *
     * @param value any number
     * @return the same
     * @throws IllegalArgumentException if it is outside [0,1)
     */
    public static double requireProbability(double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException("the probability of dropping must be in [0,1), found " + value);
        }
        return value;
    }
}
