package org.cyborgml.models.layer;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.cyborgml.layer.ClosedFormOutputLayer;
import org.cyborgml.layer.ClosedFormOutputRuntime;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.shade.jackson.annotation.JsonAutoDetect;
import org.nd4j.shade.jackson.annotation.JsonAutoDetect.Visibility;
import org.nd4j.shade.jackson.annotation.JsonIgnoreProperties;

/**
 * An output layer that learns the classes of pixels: softmax cross-entropy, averaged over the pixels of the batch that have a class
 * as PyTorch's {@code CrossEntropyLoss}, or over the hardest of them.
 *
 * <p>Input: logits {@code [N, C, h, w]}, plain. Output: the same interpolated bilinearly to {@code [N, C, H, W]}, corner cells on corner
 * cells as by {@link BilinearUpsampling}. In training the interpolated logits are never held in memory as a whole. Labels:
 * {@code [N, H, W]} or {@code [N, 1, H, W]}, whole numbers of any type from 0 to C - 1, or the ignored label for a pixel without a class. A batch
 * of such pixels alone has no loss, and no gradient. Label masks are refused.
 */
@JsonAutoDetect(
        fieldVisibility = Visibility.ANY,
        getterVisibility = Visibility.NONE,
        isGetterVisibility = Visibility.NONE)
@JsonIgnoreProperties("layerParams")
public final class PixelLossLayer extends ClosedFormOutputLayer {

    private static final int DEFAULT_IGNORED = 255;

    private int height;
    private int width;
    private int ignored = DEFAULT_IGNORED;
    private @Nullable HardPixels hardPixels;

    @SuppressWarnings("unused") // JSON
    private PixelLossLayer() {}

    private PixelLossLayer(Builder builder) {
        this.height = builder.height;
        this.width = builder.width;
        this.ignored = builder.ignored;
        this.hardPixels = builder.hardPixels;
    }

    /**
     * All pixels count but those of label 255.
     *
     * @param height of the images H in pixels, at least 1
     * @param width of the images W in pixels, at least 1
     * @return a builder
     * @throws IllegalArgumentException if a side is below 1
     */
    public static Builder builder(int height, int width) {
        return new Builder(height, width);
    }

    /**
     * Height of the images.
     *
     * @return H in pixels
     */
    public int height() {
        return height;
    }

    /**
     * Width of the images.
     *
     * @return W in pixels
     */
    public int width() {
        return width;
    }

    int ignored() {
        return ignored;
    }

    @Nullable
    HardPixels hardPixels() {
        return hardPixels;
    }

    @Override
    public InputType getOutputType(int layerIndex, InputType inputType) {
        if (!(inputType instanceof InputTypeConvolutional maps)) {
            throw new IllegalStateException(
                    "layer \"" + layerName + "\" takes logits [N, C, h, w], but its input is " + inputType);
        }
        if (ignored >= 0 && ignored < maps.getChannels()) {
            throw new IllegalStateException("the ignored label must be none of the " + maps.getChannels()
                    + " classes of layer \"" + layerName + "\", found " + ignored);
        }
        return InputType.convolutional(height, width, maps.getChannels());
    }

    @Override
    protected ClosedFormOutputRuntime runtime(NeuralNetConfiguration conf, DataType dataType) {
        return new PixelLossRuntime(conf, dataType);
    }

    @Override
    protected List<Object> settings() {
        return Arrays.asList(height, width, ignored, hardPixels);
    }

    /** Builds a {@link PixelLossLayer}. */
    public static final class Builder {

        private final int height;
        private final int width;
        private int ignored = DEFAULT_IGNORED;
        private @Nullable HardPixels hardPixels;

        private Builder(int height, int width) {
            if (height < 1 || width < 1) {
                throw new IllegalArgumentException("images must be at least 1x1, found " + height + "x" + width);
            }
            this.height = height;
            this.width = width;
        }

        /**
         * Label of pixels that have no class; 255 if not set.
         *
         * @param label any number that is no class
         * @return this
         */
        public Builder ignored(int label) {
            this.ignored = label;
            return this;
        }

        /**
         * Lets the hardest pixels alone count; if not set, all do.
         *
         * @param rule the pixels that count
         * @return this
         */
        public Builder hardPixels(HardPixels rule) {
            this.hardPixels = Objects.requireNonNull(rule, "rule");
            return this;
        }

        /**
         * Builds the layer.
         *
         * @return the layer
         */
        public PixelLossLayer build() {
            return new PixelLossLayer(this);
        }
    }
}
