package org.cyborgml.models.layer;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.cyborgml.layer.ClosedFormLayer;
import org.cyborgml.layer.ClosedFormRuntime;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.samediff.AbstractSameDiffLayer;
import org.deeplearning4j.nn.conf.layers.samediff.SDLayerParams;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Squeeze and excitation (Hu, Shen and Sun, CVPR 2018) as in EfficientNet: feature maps {@code [N, C, H, W]}, each multiplied
 * by a number in (0,1) that is computed from the means of all maps of the sample: sigmoid(expand(swish(reduce(means)))).
 * Parameters, those of two 1x1 convolutions with biases: {@code reduceWeight [S, C, 1, 1]}, {@code reduceBias [S]},
 * {@code expandWeight [C, S, 1, 1]}, {@code expandBias [C]}.
 */
public final class SqueezeExcitation extends ClosedFormLayer {

    /** Key of the first convolution's weights. */
    public static final String REDUCE_WEIGHT = "reduceWeight";

    /** Key of the first convolution's bias. */
    public static final String REDUCE_BIAS = "reduceBias";

    /** Key of the second convolution's weights. */
    public static final String EXPAND_WEIGHT = "expandWeight";

    /** Key of the second convolution's bias. */
    public static final String EXPAND_BIAS = "expandBias";

    private long channels;
    private long squeezed;

    @SuppressWarnings("unused") // JSON
    private SqueezeExcitation() {}

    private SqueezeExcitation(Builder builder) {
        super(builder);
        this.squeezed = builder.squeezed;
    }

    /**
     * Squeeze and excitation.
     *
     * @param squeezed number of channels S between the two convolutions, at least 1
     * @return a builder
     * @throws IllegalArgumentException if it is below 1
     */
    public static Builder builder(long squeezed) {
        return new Builder(squeezed);
    }

    /**
     * Number of channels of the maps.
     *
     * @return C, 0 while not known
     */
    public long channels() {
        return channels;
    }

    /**
     * Number of channels between the two convolutions.
     *
     * @return S
     */
    public long squeezed() {
        return squeezed;
    }

    @Override
    public void setNIn(InputType inputType, boolean override) {
        if (channels <= 0 || override) {
            channels = maps(inputType).getChannels();
            setLayerParams(null);
        }
    }

    @Override
    public InputType getOutputType(int layerIndex, InputType inputType) {
        return maps(inputType);
    }

    @Override
    public void defineParameters(SDLayerParams params) {
        if (channels < 1) {
            throw new IllegalStateException(
                    "layer \"" + layerName + "\" does not know its channels: set the network's input types");
        }
        params.addWeightParam(REDUCE_WEIGHT, squeezed, channels, 1, 1);
        params.addBiasParam(REDUCE_BIAS, squeezed);
        params.addWeightParam(EXPAND_WEIGHT, channels, squeezed, 1, 1);
        params.addBiasParam(EXPAND_BIAS, channels);
    }

    /** As PyTorch's {@code Conv2d}. */
    @Override
    public void initializeParameters(Map<String, INDArray> params) {
        params.forEach((key, array) -> {
            boolean isFirst = key.equals(REDUCE_WEIGHT) || key.equals(REDUCE_BIAS);
            WeightInitialisation.uniform(
                    Objects.requireNonNull(array), 1 / Math.sqrt((double) (isFirst ? channels : squeezed)));
        });
    }

    @Override
    protected ClosedFormRuntime runtime(NeuralNetConfiguration conf, DataType dataType) {
        return new SqueezeExcitationRuntime(
                conf, dataType, LayerKernel.of(layerName, kernels -> kernels.perMap(dataType)));
    }

    @Override
    protected List<Object> settings() {
        return List.of(channels, squeezed);
    }

    /** Builds a {@link SqueezeExcitation}. */
    @SuppressWarnings("unchecked") // the return type of build() in DL4J's builders
    public static final class Builder extends AbstractSameDiffLayer.Builder<Builder> {

        private final long squeezed;

        private Builder(long squeezed) {
            if (squeezed < 1) {
                throw new IllegalArgumentException("squeezed must be at least 1, found " + squeezed);
            }
            this.squeezed = squeezed;
        }

        @Override
        public SqueezeExcitation build() {
            return new SqueezeExcitation(this);
        }
    }
}
