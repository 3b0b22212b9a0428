package org.cyborgml.models.layer;

import java.util.List;
import org.cyborgml.layer.ClosedFormLayer;
import org.cyborgml.layer.ClosedFormRuntime;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.samediff.AbstractSameDiffLayer;
import org.deeplearning4j.nn.conf.layers.samediff.SDLayerParams;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Feature maps {@code [N, C, h, w]} interpolated bilinearly to {@code [N, C, H, W]}, corner cells on corner cells: PyTorch's
 * {@code interpolate(mode="bilinear", align_corners=True)}. No parameters.
 */
public final class BilinearUpsampling extends ClosedFormLayer {

    private long height;
    private long width;

    @SuppressWarnings("unused") // JSON
    private BilinearUpsampling() {}

    private BilinearUpsampling(Builder builder) {
        super(builder);
        this.height = builder.height;
        this.width = builder.width;
    }

    /**
     * An upsampling.
     *
     * @param height of the output H, at least 1
     * @param width of the output W, at least 1
     * @return a builder
     * @throws IllegalArgumentException if a side is below 1
     */
    public static Builder builder(long height, long width) {
        return new Builder(height, width);
    }

    /**
     * Height of the output.
     *
     * @return H
     */
    public long height() {
        return height;
    }

    /**
     * Width of the output.
     *
     * @return W
     */
    public long width() {
        return width;
    }

    @Override
    public void setNIn(InputType inputType, boolean override) {
        maps(inputType);
    }

    @Override
    public InputType getOutputType(int layerIndex, InputType inputType) {
        return InputType.convolutional(height, width, maps(inputType).getChannels());
    }

    @Override
    public void defineParameters(SDLayerParams params) {
        // none
    }

    @Override
    protected ClosedFormRuntime runtime(NeuralNetConfiguration conf, DataType dataType) {
        return new BilinearUpsamplingRuntime(conf, dataType);
    }

    @Override
    protected List<Object> settings() {
        return List.of(height, width);
    }

    /** Builds a {@link BilinearUpsampling}. */
    @SuppressWarnings("unchecked") // the return type of build() in DL4J's builders
    public static final class Builder extends AbstractSameDiffLayer.Builder<Builder> {

        private final long height;
        private final long width;

        private Builder(long height, long width) {
            if (height < 1 || width < 1) {
                throw new IllegalArgumentException(
                        "upsampled maps must be at least 1x1, found " + height + "x" + width);
            }
            this.height = height;
            this.width = width;
        }

        @Override
        public BilinearUpsampling build() {
            return new BilinearUpsampling(this);
        }
    }
}
