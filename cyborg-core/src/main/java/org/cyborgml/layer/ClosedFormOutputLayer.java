package org.cyborgml.layer;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
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
 * Configuration of an output layer without parameters, whose loss a {@link ClosedFormOutputRuntime} computes. DL4J adds up the
 * scores of a network's outputs without weights.
 */
public abstract class ClosedFormOutputLayer extends SameDiffOutputLayer {

    /** Without settings of DL4J's own. */
    protected ClosedFormOutputLayer() {}

    /**
     * The object that runs this layer.
     *
     * @param conf the network's configuration of this layer
     * @param dataType the network's data type
     * @return a new object
     */
    protected abstract ClosedFormOutputRuntime runtime(NeuralNetConfiguration conf, DataType dataType);

    /**
     * Settings that two equal layers of this class share, besides DL4J's own.
     *
     * @return values with equals and hashCode
     */
    protected abstract List<Object> settings();

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
        ClosedFormOutputRuntime runtime = runtime(conf, networkDataType);
        runtime.setListeners(trainingListeners);
        runtime.setIndex(layerIndex);
        runtime.setParamTable(new HashMap<>());
        runtime.setConf(conf);
        return runtime;
    }

    @Override
    public final boolean equals(@Nullable Object o) {
        if (!(o instanceof ClosedFormOutputLayer other)
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
        getLayerParams();
        return Objects.hash(super.hashCode(), settings());
    }
}
