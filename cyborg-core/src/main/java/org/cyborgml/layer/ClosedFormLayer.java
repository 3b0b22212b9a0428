package org.cyborgml.layer;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.samediff.AbstractSameDiffLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.shade.jackson.annotation.JsonAutoDetect;
import org.nd4j.shade.jackson.annotation.JsonAutoDetect.Visibility;
import org.nd4j.shade.jackson.annotation.JsonIgnoreProperties;

/**
 * Configuration of a layer on feature maps {@code [N, C, H, W]} that is run by a {@link ClosedFormRuntime}.
 *
 * <p>Subclasses need a constructor without arguments, and fields that JSON can hold. Jackson reads and writes the fields
 * directly, so that no setters are needed.
 */
@JsonAutoDetect(
        fieldVisibility = Visibility.ANY,
        getterVisibility = Visibility.NONE,
        isGetterVisibility = Visibility.NONE)
@JsonIgnoreProperties("layerParams")
public abstract class ClosedFormLayer extends AbstractSameDiffLayer {

    /** For JSON. */
    protected ClosedFormLayer() {}

    /**
     * From a builder.
     *
     * @param builder the builder
     */
    protected ClosedFormLayer(AbstractSameDiffLayer.Builder<?> builder) {
        super(builder);
    }

    /**
     * The object that runs this layer.
     *
     * @param conf the network's configuration of this layer
     * @param dataType the network's data type
     * @return a new object
     */
    protected abstract ClosedFormRuntime runtime(NeuralNetConfiguration conf, DataType dataType);

    /**
     * Settings that two equal layers of this class share, besides DL4J's own.
     *
     * @return values with equals and hashCode
     */
    protected abstract List<Object> settings();

    @Override
    public void initializeParameters(Map<String, INDArray> params) {
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
        ClosedFormRuntime runtime = runtime(conf, networkDataType);
        runtime.setListeners(trainingListeners);
        runtime.setIndex(layerIndex);
        runtime.setParamsViewArray(layerParamsView);
        runtime.setParamTable(initializer().init(conf, layerParamsView, initializeParams));
        runtime.setConf(conf);
        return runtime;
    }

    /**
     * The input as feature maps.
     *
     * @param inputType output type of the layer before
     * @return its channels, height and width
     * @throws IllegalStateException if it is not of feature maps
     */
    protected final InputType.InputTypeConvolutional maps(InputType inputType) {
        if (inputType instanceof InputType.InputTypeConvolutional maps) {
            return maps;
        }
        throw new IllegalStateException(
                "layer \"" + layerName + "\" takes feature maps [N, C, H, W], but its input is " + inputType);
    }

    /**
     * Checks an input's shape.
     *
     * @param input an input
     * @param channels required number of channels
     * @throws IllegalArgumentException if it is not {@code [N, channels, H, W]}
     */
    public final void requireMaps(INDArray input, long channels) {
        if (input.rank() != 4 || input.size(1) != channels) {
            throw new IllegalArgumentException("layer \"" + layerName + "\" takes feature maps [N, " + channels
                    + ", H, W], found " + Arrays.toString(input.shape()));
        }
    }

    @Override
    public List<Regularization> getRegularizationByParam(String paramName) {
        getLayerParams();
        return super.getRegularizationByParam(paramName);
    }

    @Override
    public LayerMemoryReport getMemoryReport(InputType inputType) {
        return new LayerMemoryReport.Builder(layerName, getClass(), inputType, getOutputType(-1, inputType))
                .standardMemory(initializer().numParams(this), 0)
                .workingMemory(0, 0, 0, 0)
                .cacheMemory(0, 0)
                .build();
    }

    @Override
    public final boolean equals(@Nullable Object o) {
        if (!(o instanceof ClosedFormLayer other)
                || getClass() != other.getClass()
                || !settings().equals(other.settings())) {
            return false;
        }
        // DL4J compares the list of parameters, which it makes when first asked for.
        getLayerParams();
        other.getLayerParams();
        return super.equals(o);
    }

    @Override
    public final int hashCode() {
        // Not DL4J's: it hashes the arrays in the list of parameters by identity.
        return Objects.hash(getClass(), layerName, settings());
    }
}
