package org.cyborgml.cam;

import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.samediff.SDLayerParams;
import org.deeplearning4j.nn.conf.layers.samediff.SameDiffLayer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The classifier of a network, as a layer with one class activation map (CAM) per class:
 * {@code maps[n,c,y,x] = bias[c] + sum over i of weight[c,i] * features[n,i,y,x]}.
 *
 * <p>Global average pooling and a linear classifier commute, so the mean of a map over its cells is the logit of its
 * class, and the classifier's weights are the weights of the CAM (Zhou et al., CVPR 2016; Boyd et al., WACV 2023,
 * section 3). The bias shifts a map as a whole, which min-max scaling undoes.
 *
 * <p>Input: feature maps {@code [N, F, h, w]}; output: class maps {@code [N, C, h, w]}. Parameters are named and laid out
 * as PyTorch's {@code Linear}: {@code weight [C, F]}, {@code bias [C]}, both drawn from U(-1/sqrt(F), 1/sqrt(F)).
 */
public final class ClassActivationMapLayer extends SameDiffLayer {

    /** Key of the classifier's weights {@code [C, F]}. */
    public static final String WEIGHT = "weight";

    /** Key of the classifier's bias {@code [C]}. */
    public static final String BIAS = "bias";

    private long nIn;
    private long nOut;

    @SuppressWarnings("unused") // JSON
    private ClassActivationMapLayer() {}

    private ClassActivationMapLayer(Builder builder) {
        super(builder);
        this.nIn = builder.nIn;
        this.nOut = builder.nOut;
    }

    /**
     * A builder. The number of classes must be set; the number of feature maps too, unless the network's input type is.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Number of feature maps F.
     *
     * @return F, 0 while not known
     */
    public long getNIn() {
        return nIn;
    }

    /**
     * Sets the number of feature maps, for JSON.
     *
     * @param nIn F
     */
    public void setNIn(long nIn) {
        this.nIn = nIn;
        setLayerParams(null);
    }

    /**
     * Number of class maps C; 1 for a classifier with a single logit.
     *
     * @return C
     */
    public long getNOut() {
        return nOut;
    }

    /**
     * Sets the number of class maps, for JSON.
     *
     * @param nOut C
     */
    public void setNOut(long nOut) {
        this.nOut = nOut;
        setLayerParams(null);
    }

    @Override
    public void setNIn(InputType inputType, boolean override) {
        if (nIn <= 0 || override) {
            setNIn(convolutional(inputType).getChannels());
        }
    }

    @Override
    public InputType getOutputType(int layerIndex, InputType inputType) {
        InputType.InputTypeConvolutional in = convolutional(inputType);
        return InputType.convolutional(in.getHeight(), in.getWidth(), nOut);
    }

    private InputType.InputTypeConvolutional convolutional(InputType inputType) {
        if (inputType instanceof InputType.InputTypeConvolutional maps) {
            return maps;
        }
        throw new IllegalStateException("layer \"" + layerName + "\" takes feature maps [N, F, h, w], but its input is "
                + inputType + "; attach it before global pooling");
    }

    @Override
    public void validateInput(INDArray input) {
        if (input.rank() != 4 || input.size(1) != nIn) {
            throw new IllegalArgumentException("layer \"" + layerName + "\" takes feature maps [N, " + nIn
                    + ", h, w], but got " + input.shapeInfoToString());
        }
    }

    @Override
    public void defineParameters(SDLayerParams params) {
        if (nIn < 1 || nOut < 1) {
            throw new IllegalStateException("layer \"" + layerName + "\" has nIn = " + nIn + " and nOut = " + nOut
                    + "; set nIn, or the network's input types, so that both are at least 1");
        }
        params.addWeightParam(WEIGHT, nOut, nIn);
        params.addBiasParam(BIAS, nOut);
    }

    @Override
    public void initializeParameters(Map<String, INDArray> params) {
        double bound = 1 / Math.sqrt((double) nIn);
        for (String key : new String[] {WEIGHT, BIAS}) {
            INDArray p = Objects.requireNonNull(params.get(key));
            p.assign(Nd4j.rand(p.dataType(), p.shape()).muli(2 * bound).subi(bound));
        }
    }

    @Override
    public Layer instantiate(
            NeuralNetConfiguration conf,
            Collection<TrainingListener> trainingListeners,
            int layerIndex,
            INDArray layerParamsView,
            boolean initializeParams,
            DataType networkDataType) {
        ClassActivationMapRuntime runtime = new ClassActivationMapRuntime(conf, networkDataType);
        runtime.setListeners(trainingListeners);
        runtime.setIndex(layerIndex);
        runtime.setParamsViewArray(layerParamsView);
        runtime.setParamTable(initializer().init(conf, layerParamsView, initializeParams));
        runtime.setConf(conf);
        return runtime;
    }

    /** Not supported: a network runs the closed form. For SameDiff graphs see {@code org.cyborgml.samediff}. */
    @Override
    public SDVariable defineLayer(
            SameDiff sameDiff, SDVariable features, Map<String, SDVariable> parameters, @Nullable SDVariable mask) {
        throw new UnsupportedOperationException(
                "ClassActivationMapLayer is run by its closed form and has no SameDiff definition; see CyborgOps");
    }

    /** DL4J compares the list of parameters, which it makes when first asked for. */
    private ClassActivationMapLayer withParameterList() {
        if (nIn > 0 && nOut > 0) {
            getLayerParams();
        }
        return this;
    }

    @Override
    public boolean equals(@Nullable Object o) {
        return o instanceof ClassActivationMapLayer other
                && nIn == other.nIn
                && nOut == other.nOut
                && withParameterList().superEquals(other.withParameterList());
    }

    private boolean superEquals(ClassActivationMapLayer other) {
        return super.equals(other);
    }

    @Override
    public int hashCode() {
        // Not DL4J's: it hashes the arrays in the list of parameters by identity.
        return Objects.hash(layerName, nIn, nOut);
    }

    /** Builds a {@link ClassActivationMapLayer}. */
    @SuppressWarnings("unchecked") // the return type of build() in DL4J's builders
    public static final class Builder extends SameDiffLayer.Builder<Builder> {

        private long nIn;
        private long nOut;

        private Builder() {}

        /**
         * Number of feature maps F; taken from the input type where that is known.
         *
         * @param nIn at least 1
         * @return this
         */
        public Builder nIn(long nIn) {
            this.nIn = atLeastOne("nIn", nIn);
            return this;
        }

        /**
         * Number of classes C, or 1 for a single logit.
         *
         * @param nOut at least 1
         * @return this
         */
        public Builder nOut(long nOut) {
            this.nOut = atLeastOne("nOut", nOut);
            return this;
        }

        @Override
        public ClassActivationMapLayer build() {
            atLeastOne("nOut", nOut);
            return new ClassActivationMapLayer(this);
        }

        private static long atLeastOne(String name, long value) {
            if (value < 1) {
                throw new IllegalArgumentException(name + " must be at least 1, found " + value);
            }
            return value;
        }
    }
}
