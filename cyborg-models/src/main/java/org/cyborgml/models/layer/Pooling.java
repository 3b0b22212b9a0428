package org.cyborgml.models.layer;

import java.util.List;
import java.util.Objects;
import org.cyborgml.layer.ClosedFormLayer;
import org.cyborgml.layer.ClosedFormRuntime;
import org.cyborgml.models.kernel.Kernels;
import org.cyborgml.models.kernel.PoolingMode;
import org.cyborgml.models.kernel.Rounding;
import org.cyborgml.models.kernel.Window;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.samediff.AbstractSameDiffLayer;
import org.deeplearning4j.nn.conf.layers.samediff.SDLayerParams;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Max or average pooling as PyTorch's {@code MaxPool2d} and {@code AvgPool2d}: feature maps {@code [N, C, H, W]} to
 * {@code [N, C, h, w]}. No parameters.
 */
public final class Pooling extends ClosedFormLayer {

    private PoolingMode mode = PoolingMode.MAX;
    private Window window = Window.of(1);
    private Rounding rounding = Rounding.FLOOR;

    @SuppressWarnings("unused") // JSON
    private Pooling() {}

    private Pooling(Builder builder) {
        super(builder);
        this.mode = builder.mode;
        this.window = builder.window;
        this.rounding = builder.rounding;
    }

    /**
     * A pooling of whole windows.
     *
     * @param mode reduction of a window to one value
     * @param window size, stride and padding
     * @return a builder
     * @throws IllegalArgumentException if the padding is larger than half the window
     */
    public static Builder builder(PoolingMode mode, Window window) {
        return new Builder(mode, window);
    }

    /**
     * Reduction of a window to one value.
     *
     * @return the mode
     */
    public PoolingMode mode() {
        return mode;
    }

    /**
     * Size, stride and padding.
     *
     * @return the window
     */
    public Window window() {
        return window;
    }

    /**
     * Treatment of cells behind the last whole window.
     *
     * @return the rounding
     */
    public Rounding rounding() {
        return rounding;
    }

    long outputHeight(long height) {
        return window.outputHeight(height, rounding);
    }

    long outputWidth(long width) {
        return window.outputWidth(width, rounding);
    }

    @Override
    public void setNIn(InputType inputType, boolean override) {
        maps(inputType);
    }

    @Override
    public InputType getOutputType(int layerIndex, InputType inputType) {
        InputType.InputTypeConvolutional in = maps(inputType);
        try {
            return InputType.convolutional(outputHeight(in.getHeight()), outputWidth(in.getWidth()), in.getChannels());
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("layer \"" + layerName + "\": " + e.getMessage(), e);
        }
    }

    @Override
    public void defineParameters(SDLayerParams params) {
        // none
    }

    @Override
    protected ClosedFormRuntime runtime(NeuralNetConfiguration conf, DataType dataType) {
        return new PoolingRuntime(conf, dataType, Kernels.current().pooling(mode, window, rounding, dataType));
    }

    @Override
    protected List<Object> settings() {
        return List.of(mode, window, rounding);
    }

    /** Builds a {@link Pooling}. */
    @SuppressWarnings("unchecked") // the return type of build() in DL4J's builders
    public static final class Builder extends AbstractSameDiffLayer.Builder<Builder> {

        private final PoolingMode mode;
        private final Window window;
        private Rounding rounding = Rounding.FLOOR;

        private Builder(PoolingMode mode, Window window) {
            this.mode = Objects.requireNonNull(mode, "mode");
            this.window = window;
            if (2 * window.paddingHeight() > window.height() || 2 * window.paddingWidth() > window.width()) {
                throw new IllegalArgumentException(
                        "the padding of a pooling must be at most half its window, found " + window);
            }
        }

        /**
         * Treatment of cells behind the last whole window; {@link Rounding#FLOOR} if not set.
         *
         * @param value the rounding
         * @return this
         */
        public Builder rounding(Rounding value) {
            this.rounding = Objects.requireNonNull(value, "rounding");
            return this;
        }

        @Override
        public Pooling build() {
            return new Pooling(this);
        }
    }
}
