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
import org.nd4j.linalg.factory.Nd4j;

/**
 * One map made of learned templates: input {@code [N, K, h, w]}, whose means over the cells are the weights of the K
 * templates; output {@code [N, 1, H, W]}, their weighted sum. Parameter: {@code templates [K, H, W]}, at first drawn from
 * U(0, 1).
 */
public final class TemplateMap extends ClosedFormLayer {

    /** Key of the templates. */
    public static final String TEMPLATES = "templates";

    private long templates;
    private long height;
    private long width;

    @SuppressWarnings("unused") // JSON
    private TemplateMap() {}

    private TemplateMap(Builder builder) {
        super(builder);
        this.height = builder.height;
        this.width = builder.width;
    }

    /**
     * As many templates as the input has channels.
     *
     * @param height H, at least 1
     * @param width W, at least 1
     * @return a builder
     */
    public static Builder builder(long height, long width) {
        return new Builder(height, width);
    }

    /**
     * Number of templates.
     *
     * @return K, 0 while not known
     */
    public long templates() {
        return templates;
    }

    /**
     * Height of the map.
     *
     * @return H
     */
    public long height() {
        return height;
    }

    /**
     * Width of the map.
     *
     * @return W
     */
    public long width() {
        return width;
    }

    @Override
    public void setNIn(InputType inputType, boolean override) {
        if (templates <= 0 || override) {
            templates = maps(inputType).getChannels();
            setLayerParams(null);
        }
    }

    @Override
    public InputType getOutputType(int layerIndex, InputType inputType) {
        maps(inputType);
        return InputType.convolutional(height, width, 1);
    }

    @Override
    public void defineParameters(SDLayerParams params) {
        if (templates < 1) {
            throw new IllegalStateException(
                    "layer \"" + layerName + "\" does not know its number of templates: set the network's input types");
        }
        params.addWeightParam(TEMPLATES, templates, height, width);
    }

    @Override
    public void initializeParameters(Map<String, INDArray> params) {
        INDArray array = Objects.requireNonNull(params.get(TEMPLATES));
        array.assign(Nd4j.rand(array.dataType(), array.shape()));
    }

    @Override
    protected ClosedFormRuntime runtime(NeuralNetConfiguration conf, DataType dataType) {
        return new TemplateMapRuntime(conf, dataType);
    }

    @Override
    protected List<Object> settings() {
        return List.of(templates, height, width);
    }

    /** Builds a {@link TemplateMap}. */
    @SuppressWarnings("unchecked") // the return type of build() in DL4J's builders
    public static final class Builder extends AbstractSameDiffLayer.Builder<Builder> {

        private final long height;
        private final long width;

        private Builder(long height, long width) {
            if (height < 1 || width < 1) {
                throw new IllegalArgumentException("templates must be at least 1x1, found " + height + "x" + width);
            }
            this.height = height;
            this.width = width;
        }

        @Override
        public TemplateMap build() {
            return new TemplateMap(this);
        }
    }
}
