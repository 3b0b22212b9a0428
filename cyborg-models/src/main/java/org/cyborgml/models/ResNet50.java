package org.cyborgml.models;

import java.util.List;
import org.cyborgml.models.kernel.FusedActivation;
import org.cyborgml.models.kernel.Window;
import org.cyborgml.models.layer.WeightInitialisation;

/**
 * ResNet-50 (He et al., CVPR 2016) as torchvision has it: the stride of a block is in its 3x3 convolution. 224x224 pixels
 * give a CAM grid of 7x7; layers are named as torchvision's modules.
 *
 * <p>Reference tap: the bare output of the last block's third convolution. Pooled tap: the last block's output.
 *
 * <pre>{@code
 * ComputationGraph network = ResNet50.builder().numClasses(2).seed(1).build().init();
 * }</pre>
 */
public final class ResNet50 extends Network {

    static final int DEFAULT_SIDE = 224;

    /** Name of the classifier. */
    static final String CLASSIFIER = "fc";

    static final WeightInitialisation WEIGHT_INITIALISATION = WeightInitialisation.KAIMING_FAN_OUT;

    /** A block's output has so many times the channels of its inner convolutions. */
    private static final int EXPANSION = 4;

    private record Stage(String name, int blocks, int width, int stride) {}

    private static final List<Stage> STAGES = List.of(
            new Stage("layer1", 3, 64, 1),
            new Stage("layer2", 4, 128, 2),
            new Stage("layer3", 6, 256, 2),
            new Stage("layer4", 3, 512, 2));

    private ResNet50(Builder builder) {
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
        return addTo(blocks);
    }

    static Taps addTo(Blocks blocks) {
        String at = blocks.convolution(
                "conv1", IMAGE, 64, Window.of(7).withStride(2).withPadding(3));
        at = blocks.batchNorm("bn1", at, FusedActivation.RELU);
        at = blocks.maxPooling("maxpool", at, Window.of(3).withStride(2).withPadding(1));
        for (Stage stage : STAGES) {
            for (int i = 0; i < stage.blocks(); i++) {
                at = bottleneck(blocks, stage.name() + "." + i, at, stage, i == 0);
            }
        }
        return Taps.of(at, at + ".conv3");
    }

    private static String bottleneck(Blocks blocks, String name, String input, Stage stage, boolean first) {
        int width = stage.width();
        int stride = first ? stage.stride() : 1;
        String at = blocks.convolution(name + ".conv1", input, width, Window.of(1));
        at = blocks.batchNorm(name + ".bn1", at, FusedActivation.RELU);
        at = blocks.convolution(
                name + ".conv2", at, width, Window.of(3).withPadding(1).withStride(stride));
        at = blocks.batchNorm(name + ".bn2", at, FusedActivation.RELU);
        at = blocks.convolution(name + ".conv3", at, EXPANSION * width, Window.of(1));
        at = blocks.batchNorm(name + ".bn3", at, FusedActivation.NONE);
        String skip = input;
        if (first) {
            skip = blocks.convolution(
                    name + ".downsample.0",
                    input,
                    EXPANSION * width,
                    Window.of(1).withStride(stride));
            skip = blocks.batchNorm(name + ".downsample.1", skip, FusedActivation.NONE);
        }
        return blocks.sum(name, FusedActivation.RELU, at, skip);
    }

    @Override
    WeightInitialisation weightInitialisation() {
        return WEIGHT_INITIALISATION;
    }

    /** Builds a {@link ResNet50}. */
    public static final class Builder extends Network.Builder<Builder> {

        private Builder() {
            super(CLASSIFIER, DEFAULT_SIDE);
        }

        @Override
        Builder self() {
            return this;
        }

        @Override
        public ResNet50 build() {
            return new ResNet50(this);
        }
    }
}
