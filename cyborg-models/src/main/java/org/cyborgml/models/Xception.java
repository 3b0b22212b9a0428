package org.cyborgml.models;

import java.util.List;
import org.cyborgml.models.kernel.FusedActivation;
import org.cyborgml.models.kernel.MapsLayout;
import org.cyborgml.models.kernel.Window;
import org.cyborgml.models.layer.WeightInitialisation;

/**
 * Xception (Chollet, CVPR 2017) in the layout of the PyTorch port in common use. 299x299 pixels give a CAM grid of 10x10;
 * layers are named as the port's modules, the classifier {@code last_linear}.
 *
 * <p>Reference tap: the bare output of the last separable convolution. Pooled tap: after its batch norm and ReLU.
 *
 * <pre>{@code
 * ComputationGraph network = Xception.builder().numClasses(2).seed(1).build().init();
 * }</pre>
 */
public final class Xception extends Network {

    static final int DEFAULT_SIDE = 299;

    /** Name of the classifier. */
    static final String CLASSIFIER = "last_linear";

    /** A stage of (ReLU, separable convolution, batch norm) units round a skip, each unit with its output channels. */
    record Stage(int stride, Start start, List<Integer> channels) {

        static Stage of(int stride, Integer... channels) {
            return new Stage(stride, Start.WITH_RELU, List.of(channels));
        }
    }

    enum Start {
        WITH_RELU,
        WITH_CONVOLUTION
    }

    private static final Stage MIDDLE = Stage.of(1, 728, 728, 728);

    /** block1 to block12. */
    private static final List<Stage> STAGES = List.of(
            new Stage(2, Start.WITH_CONVOLUTION, List.of(128, 128)),
            Stage.of(2, 256, 256),
            Stage.of(2, 728, 728),
            MIDDLE,
            MIDDLE,
            MIDDLE,
            MIDDLE,
            MIDDLE,
            MIDDLE,
            MIDDLE,
            MIDDLE,
            Stage.of(2, 728, 1024));

    private Xception(Builder builder) {
        super(builder);
    }

    /**
     * Two classes, colour images of 299x299 pixels.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    Taps addBackbone(Blocks blocks) {
        return addTo(blocks, "", (block, at) -> at);
    }

    /** Side of the maps of block 3 to block 11 for a side of the image. */
    static long middleSide(long imageSide) {
        long side = Window.of(3).outputHeight(Window.of(3).withStride(2).outputHeight(imageSide));
        for (int i = 0; i < 3; i++) {
            side = Window.of(3).withStride(2).withPadding(1).outputHeight(side);
        }
        return side;
    }

    /** Adds layers between a block and the next. */
    @FunctionalInterface
    interface AfterBlock {

        /**
         * Adds to the graph.
         *
         * @param block 1 to 12
         * @param output name of the block's output
         * @return name of the next block's input
         */
        String apply(int block, String output);
    }

    static Taps addTo(Blocks blocks, String prefix, AfterBlock afterBlock) {
        String at = blocks.convolution(prefix + "conv1", IMAGE, 32, Window.of(3).withStride(2));
        at = blocks.batchNorm(prefix + "bn1", at, FusedActivation.RELU);
        at = blocks.convolution(prefix + "conv2", at, 64, Window.of(3));
        at = blocks.batchNorm(prefix + "bn2", at, FusedActivation.RELU);
        int channels = 64;
        for (int i = 1; i <= STAGES.size(); i++) {
            Stage stage = STAGES.get(i - 1);
            at = afterBlock.apply(i, stage(blocks, prefix + "block" + i, at, channels, stage, FusedActivation.NONE));
            channels = stage.channels().get(stage.channels().size() - 1);
        }
        at = blocks.separable(prefix + "conv3", at, channels, 1536);
        at = blocks.batchNorm(prefix + "bn3", at, FusedActivation.RELU);
        String last = blocks.separable(prefix + "conv4", at, 1536, 2048);
        return Taps.of(blocks.batchNorm(prefix + "bn4", last, FusedActivation.RELU), last);
    }

    /** A stage and what follows its sum; modules are numbered as in the port, where ReLU and pooling count too. */
    static String stage(
            Blocks blocks, String name, String input, int inputChannels, Stage stage, FusedActivation afterSum) {
        String rep = name + ".rep.";
        int module = 0;
        int channels = inputChannels;
        String at = input;
        if (stage.start() == Start.WITH_RELU) {
            at = blocks.relu(rep + module++, at);
        }
        int units = stage.channels().size();
        for (int i = 0; i < units; i++) {
            int next = stage.channels().get(i);
            FusedActivation ofNextUnit = i < units - 1 ? FusedActivation.RELU : FusedActivation.NONE;
            at = blocks.separable(rep + module++, at, channels, next);
            at = blocks.batchNorm(rep + module++, at, ofNextUnit);
            module += i < units - 1 ? 1 : 0;
            channels = next;
        }
        String skip = input;
        if (stage.stride() != 1) {
            at = blocks.maxPooling(
                    rep + module, at, Window.of(3).withStride(stage.stride()).withPadding(1));
        }
        if (stage.stride() != 1 || channels != inputChannels) {
            skip = blocks.convolution(
                    name + ".skip", input, channels, Window.of(1).withStride(stage.stride()));
            skip = blocks.batchNorm(name + ".skipbn", skip, FusedActivation.NONE);
        }
        return blocks.sum(name, afterSum, at, skip);
    }

    /** Its 728 channels are no whole blocks, and nothing but convolutions, batch norms, poolings and sums reads them. */
    @Override
    MapsLayout mapsLayout() {
        return MapsLayout.PADDED;
    }

    @Override
    WeightInitialisation weightInitialisation() {
        return WeightInitialisation.DEFAULT;
    }

    /** Builds an {@link Xception}. */
    public static final class Builder extends Network.Builder<Builder> {

        private Builder() {
            super(CLASSIFIER, DEFAULT_SIDE);
        }

        @Override
        Builder self() {
            return this;
        }

        @Override
        public Xception build() {
            return new Xception(this);
        }
    }
}
