package org.cyborgml.models.layer;

import java.util.List;
import java.util.Map;
import org.cyborgml.layer.ClosedFormLayer;
import org.cyborgml.layer.ClosedFormRuntime;
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
 * Batch norm of globally pooled features, PyTorch's {@code BatchNorm1d} behind global average pooling, on the feature maps
 * {@code [N, C, h, w]} themselves: statistics are those of the maps' means, and each map is scaled and shifted by them. Pooling
 * commutes with that, so the means of the result are the normalised features, and class maps can still be made of it.
 * Parameters and their first values as {@link BatchNorm}'s.
 */
public final class PooledBatchNorm extends ClosedFormLayer {

    /** Added to the variance, as PyTorch's default. */
    public static final double EPS = 1e-5;

    /** Of the running statistics, as PyTorch's default. */
    static final double MOMENTUM = 0.1;

    private long channels;

    @SuppressWarnings("unused") // JSON
    private PooledBatchNorm() {}

    private PooledBatchNorm(Builder builder) {
        super(builder);
    }

    /**
     * Batch norm with PyTorch's defaults.
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
        params.addWeightParam(BatchNorm.WEIGHT, channels);
        params.addBiasParam(BatchNorm.BIAS, channels);
        params.addBiasParam(BatchNorm.RUNNING_MEAN, channels);
        params.addBiasParam(BatchNorm.RUNNING_VARIANCE, channels);
    }

    @Override
    public void initializeParameters(Map<String, INDArray> params) {
        params.forEach((key, value) ->
                value.assign(key.equals(BatchNorm.WEIGHT) || key.equals(BatchNorm.RUNNING_VARIANCE) ? 1 : 0));
    }

    @Override
    public IUpdater getUpdaterByParam(String paramName) {
        return BatchNorm.isStatistic(paramName) ? new NoOp() : super.getUpdaterByParam(paramName);
    }

    @Override
    @SuppressWarnings("NullAway") // DL4J takes null for none
    public @Nullable List<Regularization> getRegularizationByParam(String paramName) {
        return BatchNorm.isStatistic(paramName) ? null : super.getRegularizationByParam(paramName);
    }

    @Override
    protected ClosedFormRuntime runtime(NeuralNetConfiguration conf, DataType dataType) {
        return new PooledBatchNormRuntime(conf, dataType);
    }

    @Override
    protected List<Object> settings() {
        return List.of(channels);
    }

    /** Builds a {@link PooledBatchNorm}. */
    @SuppressWarnings("unchecked") // the return type of build() in DL4J's builders
    public static final class Builder extends AbstractSameDiffLayer.Builder<Builder> {

        private Builder() {}

        @Override
        public PooledBatchNorm build() {
            return new PooledBatchNorm(this);
        }
    }
}
