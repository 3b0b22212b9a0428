package org.cyborgml.models;

import org.cyborgml.models.kernel.FusedActivation;
import org.cyborgml.models.kernel.Window;
import org.cyborgml.models.layer.WeightInitialisation;

/**
 * DenseNet-121 (Huang et al., CVPR 2017) as torchvision has it. 224x224 pixels give a CAM grid of 7x7; layers are named as
 * torchvision's modules.
 *
 * <p>Reference tap: the output of the final batch norm, before its ReLU. Pooled tap: after it.
 *
 * <pre>{@code
 * ComputationGraph network = DenseNet121.builder().numClasses(2).seed(1).build().init();
 * }</pre>
 */
public final class DenseNet121 extends Network {

    private static final int DEFAULT_SIDE = 224;

    /** Layers of each dense block. */
    private static final int[] BLOCKS = {6, 12, 24, 16};

    private static final int FIRST_CHANNELS = 64;

    /** Channels that each layer adds, and how many times as many its inner convolution gives. */
    private static final int GROWTH = 32;

    private static final int BOTTLENECK = 4;

    private DenseNet121(Builder builder) {
        super(builder);
    }

    /**
     * Two classes, colour images of 224x224 pixels.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    Taps addBackbone(Blocks blocks) {
        String at = blocks.convolution(
                "features.conv0",
                IMAGE,
                FIRST_CHANNELS,
                Window.of(7).withStride(2).withPadding(3));
        at = blocks.batchNorm("features.norm0", at, FusedActivation.RELU);
        at = blocks.maxPooling("features.pool0", at, Window.of(3).withStride(2).withPadding(1));
        int channels = FIRST_CHANNELS;
        for (int block = 1; block <= BLOCKS.length; block++) {
            for (int layer = 1; layer <= BLOCKS[block - 1]; layer++) {
                at = denseLayer(blocks, "features.denseblock" + block + ".denselayer" + layer, at);
                channels += GROWTH;
            }
            if (block < BLOCKS.length) {
                channels /= 2;
                at = transition(blocks, "features.transition" + block, at, channels);
            }
        }
        String normed = blocks.batchNorm("features.norm5", at, FusedActivation.NONE);
        return Taps.of(blocks.relu("relu", normed), normed);
    }

    /** The maps so far with the layer's own behind them. */
    private static String denseLayer(Blocks blocks, String name, String input) {
        String at = blocks.batchNorm(name + ".norm1", input, FusedActivation.RELU);
        at = blocks.convolution(name + ".conv1", at, BOTTLENECK * GROWTH, Window.of(1));
        at = blocks.batchNorm(name + ".norm2", at, FusedActivation.RELU);
        at = blocks.convolution(name + ".conv2", at, GROWTH, Window.of(3).withPadding(1));
        return blocks.concatenation(name, input, at);
    }

    private static String transition(Blocks blocks, String name, String input, int channels) {
        String at = blocks.batchNorm(name + ".norm", input, FusedActivation.RELU);
        at = blocks.convolution(name + ".conv", at, channels, Window.of(1));
        return blocks.averagePooling(name + ".pool", at, Window.of(2).withStride(2));
    }

    @Override
    WeightInitialisation weightInitialisation() {
        return WeightInitialisation.KAIMING_FAN_IN;
    }

    /** Builds a {@link DenseNet121}. */
    public static final class Builder extends Network.Builder<Builder> {

        private Builder() {
            super("classifier", DEFAULT_SIDE);
        }

        @Override
        Builder self() {
            return this;
        }

        @Override
        public DenseNet121 build() {
            return new DenseNet121(this);
        }
    }
}
