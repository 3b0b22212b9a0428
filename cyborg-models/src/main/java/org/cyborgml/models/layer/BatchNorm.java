package org.cyborgml.models.layer;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.cyborgml.layer.ClosedFormLayer;
import org.cyborgml.layer.ClosedFormRuntime;
import org.cyborgml.models.kernel.FusedActivation;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.samediff.AbstractSameDiffLayer;
import org.deeplearning4j.nn.conf.layers.samediff.SDLayerParams;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.regularization.Regularization;

/**
 * Batch norm over {@code [N, C, H, W]} as PyTorch's {@code BatchNorm2d}, with a ReLU after it where wanted. Parameters,
 * all {@code [C]}: {@code weight} (scale, at first 1), {@code bias} (shift, at first 0), {@code runningMean} (0) and
 * {@code runningVariance} (1).
 *
 * <p>In training, the batch is normalised by its own statistics (variance over all values, uncorrected), and the running
 * ones move by the momentum towards them (variance corrected for bias). They are no learned parameters: no updater or
 * decay touches them.
 */
public final class BatchNorm extends ClosedFormLayer {

    /** Key of the scale. */
    public static final String WEIGHT = "weight";

    /** Key of the shift. */
    public static final String BIAS = "bias";

    /** Key of the running mean. DL4J splits keys at underscores, so PyTorch's {@code running_mean} cannot be it. */
    public static final String RUNNING_MEAN = "runningMean";

    /** Key of the running variance, PyTorch's {@code running_var}. */
    public static final String RUNNING_VARIANCE = "runningVariance";

    private static final double DEFAULT_EPS = 1e-5;
    private static final double DEFAULT_MOMENTUM = 0.1;

    private long channels;
    private FusedActivation activation = FusedActivation.NONE;
    private double eps = DEFAULT_EPS;
    private double momentum = DEFAULT_MOMENTUM;

    @SuppressWarnings("unused") // JSON
    private BatchNorm() {}

    private BatchNorm(Builder builder) {
        super(builder);
        this.channels = builder.channels;
        this.activation = builder.activation;
        this.eps = builder.eps;
        this.momentum = builder.momentum;
    }

    /**
     * Batch norm with PyTorch's defaults and no ReLU.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Number of channels.
     *
     * @return C, 0 while not known
     */
    public long channels() {
        return channels;
    }

    /**
     * Activation after the normalisation.
     *
     * @return the activation
     */
    public FusedActivation activation() {
        return activation;
    }

    /**
     * The number that is added to the variance.
     *
     * @return above 0
     */
    public double eps() {
        return eps;
    }

    /**
     * Momentum of the running statistics: the share of the way to the batch's statistics that they move in a step.
     *
     * @return in [0,1]
     */
    public double momentum() {
        return momentum;
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
                    "layer \"" + layerName + "\" does not know its channels: set them, or the network's input types");
        }
        params.addWeightParam(WEIGHT, channels);
        params.addBiasParam(BIAS, channels);
        params.addBiasParam(RUNNING_MEAN, channels);
        params.addBiasParam(RUNNING_VARIANCE, channels);
    }

    @Override
    public void initializeParameters(Map<String, INDArray> params) {
        params.forEach((key, value) -> value.assign(key.equals(WEIGHT) || key.equals(RUNNING_VARIANCE) ? 1 : 0));
    }

    /** True for the keys of the running statistics. */
    static boolean isStatistic(String key) {
        return key.equals(RUNNING_MEAN) || key.equals(RUNNING_VARIANCE);
    }

    @Override
    public IUpdater getUpdaterByParam(String paramName) {
        return isStatistic(paramName) ? new NoOp() : super.getUpdaterByParam(paramName);
    }

    @Override
    @SuppressWarnings("NullAway") // DL4J takes null for none
    public @Nullable List<Regularization> getRegularizationByParam(String paramName) {
        return isStatistic(paramName) ? null : super.getRegularizationByParam(paramName);
    }

    @Override
    protected ClosedFormRuntime runtime(NeuralNetConfiguration conf, DataType dataType) {
        return new BatchNormRuntime(
                conf, dataType, LayerKernel.of(layerName, kernels -> kernels.batchNorm(activation, eps, dataType)));
    }

    @Override
    protected List<Object> settings() {
        return List.of(channels, activation, eps, momentum);
    }

    /** Builds a {@link BatchNorm}. */
    @SuppressWarnings("unchecked") // the return type of build() in DL4J's builders
    public static final class Builder extends AbstractSameDiffLayer.Builder<Builder> {

        private long channels;
        private FusedActivation activation = FusedActivation.NONE;
        private double eps = DEFAULT_EPS;
        private double momentum = DEFAULT_MOMENTUM;

        private Builder() {}

        /**
         * Number of channels; taken from the input type where that is known.
         *
         * @param value C, at least 1
         * @return this
         */
        public Builder channels(long value) {
            if (value < 1) {
                throw new IllegalArgumentException("channels must be at least 1, found " + value);
            }
            this.channels = value;
            return this;
        }

        /**
         * Activation after the normalisation; {@link FusedActivation#NONE} if not set.
         *
         * @param value the activation
         * @return this
         */
        public Builder activation(FusedActivation value) {
            this.activation = Objects.requireNonNull(value, "activation");
            return this;
        }

        /**
         * The number that is added to the variance; 1e-5 if not set.
         *
         * @param value above 0
         * @return this
         */
        public Builder eps(double value) {
            if (!(value > 0)) {
                throw new IllegalArgumentException("eps must be above 0, found " + value);
            }
            this.eps = value;
            return this;
        }

        /**
         * Momentum of the running statistics; 0.1 if not set.
         *
         * @param value in [0,1]
         * @return this
         */
        public Builder momentum(double value) {
            if (!(value >= 0 && value <= 1)) {
                throw new IllegalArgumentException("momentum must be in [0,1], found " + value);
            }
            this.momentum = value;
            return this;
        }

        @Override
        public BatchNorm build() {
            return new BatchNorm(this);
        }
    }
}
