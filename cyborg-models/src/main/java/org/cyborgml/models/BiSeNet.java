package org.cyborgml.models;

import java.util.List;
import java.util.Objects;
import org.cyborgml.models.kernel.MapsLayout;
import org.cyborgml.models.layer.BilinearUpsampling;
import org.cyborgml.models.layer.HardPixels;
import org.cyborgml.models.layer.PixelLossLayer;
import org.cyborgml.models.layer.WeightInitialisation;
import org.cyborgml.optim.ClassicalMomentum;
import org.cyborgml.optim.CoupledWeightDecay;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * BiSeNet (Yu et al., ECCV 2018) for face parsing as face-parsing.PyTorch has it: a ResNet-18 whose maps of stride 8 stand in for
 * the spatial path. Images {@code [N, 3, H, W]}, normalised as ImageNet's, give logits {@code [N, 19, H, W]} of the classes of
 * {@link FacePart}, as output {@value #LOGITS}, and where wanted of two auxiliary heads, {@value #LOGITS_16} and
 * {@value #LOGITS_32}. Layers are named as the published checkpoint's modules. Immutable.
 *
 * <pre>{@code
 * ComputationGraph parsing = BiSeNet.builder().build().init();
 * NetworkWeights.load(parsing, Path.of("79999_iter.pth"));
 * }</pre>
 *
 * <p>To train, take {@link Outputs#ALL}: each output is a {@link PixelLossLayer}, and their losses add up. Labels are the classes
 * of the pixels {@code [N, H, W]}, the same for all three; 255 is no class.
 *
 * <pre>{@code
 * ComputationGraph network = BiSeNet.builder().outputs(BiSeNet.Outputs.ALL).hardPixels(HardPixels.published()).build().init();
 * network.fit(new MultiDataSet(new INDArray[] {images}, new INDArray[] {labels, labels, labels}));
 * }</pre>
 */
public final class BiSeNet {

    /** Name of the main output. */
    public static final String LOGITS = "logits";

    /** Name of the output of the auxiliary head on maps of stride 8. */
    public static final String LOGITS_16 = "logits16";

    /** Name of the output of the auxiliary head on maps of stride 16. */
    public static final String LOGITS_32 = "logits32";

    /** Sides of images are multiples of this, so that maps of half the size fit those before them. */
    static final int SIDE_STEP = 32;

    private static final int DEFAULT_SIDE = 512;

    /** The outputs of the network. */
    public enum Outputs {

        /** The main one alone, for parsing. */
        MAIN,

        /** Those of the auxiliary heads too, each with a loss, for training. */
        ALL
    }

    private final int classes;
    private final int side;
    private final Outputs outputs;
    private final @Nullable HardPixels hardPixels;
    private final long seed;
    private final DataType dataType;
    private final IUpdater updater;
    private final double weightDecay;

    private BiSeNet(Builder builder) {
        this.classes = builder.classes;
        this.side = builder.side;
        this.outputs = builder.outputs;
        this.hardPixels = builder.hardPixels;
        this.seed = builder.seed;
        this.dataType = builder.dataType;
        this.updater = builder.updater;
        this.weightDecay = builder.weightDecay;
    }

    /**
     * 19 classes, images of 512x512 pixels, the main output alone, plain descent as published: learning rate 0.01, momentum 0.9,
     * weight decay 5e-4.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Side of the square images.
     *
     * @return pixels
     */
    public int side() {
        return side;
    }

    /**
     * The network's configuration.
     *
     * @return a new configuration
     */
    public ComputationGraphConfiguration conf() {
        GraphBuilder graph = new NeuralNetConfiguration.Builder()
                .seed(seed)
                .dataType(dataType)
                .updater(updater)
                .trainingWorkspaceMode(WorkspaceMode.ENABLED)
                .inferenceWorkspaceMode(WorkspaceMode.ENABLED)
                .regularization(CoupledWeightDecay.of(weightDecay))
                .regularizationBias(CoupledWeightDecay.of(weightDecay))
                .graphBuilder()
                .addInputs(Network.IMAGE)
                .setInputTypes(InputType.convolutional(side, side, 3));
        Blocks blocks = new Blocks(graph, WeightInitialisation.KAIMING_FAN_OUT, 1e-5, 0.1, MapsLayout.INTERNAL);
        BiSeNetLayers.Paths paths = new BiSeNetLayers(blocks, side).add();
        String main = blocks.plain(BiSeNetLayers.head(blocks, "conv_out", paths.fused(), 256, classes));
        if (outputs == Outputs.MAIN) {
            graph.addLayer(LOGITS, BilinearUpsampling.builder(side, side).build(), main);
            graph.setOutputs(LOGITS);
        } else {
            String from8 = blocks.plain(BiSeNetLayers.head(blocks, "conv_out16", paths.up8(), 64, classes));
            String from16 = blocks.plain(BiSeNetLayers.head(blocks, "conv_out32", paths.up16(), 64, classes));
            graph.addLayer(LOGITS, loss(), main)
                    .addLayer(LOGITS_16, loss(), from8)
                    .addLayer(LOGITS_32, loss(), from16)
                    .setOutputs(LOGITS, LOGITS_16, LOGITS_32);
        }
        return graph.build();
    }

    private PixelLossLayer loss() {
        PixelLossLayer.Builder builder = PixelLossLayer.builder(side, side);
        HardPixels rule = hardPixels;
        return (rule == null ? builder : builder.hardPixels(rule)).build();
    }

    /**
     * A network with fresh weights.
     *
     * @return a new network
     */
    public ComputationGraph init() {
        ComputationGraph network = new ComputationGraph(conf());
        network.init();
        return network;
    }

    /** Builds a {@link BiSeNet}. */
    public static final class Builder {

        private int classes = List.of(FacePart.values()).size();
        private int side = DEFAULT_SIDE;
        private Outputs outputs = Outputs.MAIN;
        private @Nullable HardPixels hardPixels;
        private long seed = 1;
        private DataType dataType = DataType.FLOAT;
        private IUpdater updater = ClassicalMomentum.reference(0.01);
        private double weightDecay = 5e-4;

        private Builder() {}

        /**
         * Number of classes of a pixel; 19 if not set.
         *
         * @param value at least 2
         * @return this
         */
        public Builder classes(int value) {
            if (value < 2) {
                throw new IllegalArgumentException("classes must be at least 2, found " + value);
            }
            this.classes = value;
            return this;
        }

        /**
         * Side of the square images; 512 if not set.
         *
         * @param pixels a multiple of 32
         * @return this
         */
        public Builder inputSide(int pixels) {
            if (pixels < SIDE_STEP || pixels % SIDE_STEP != 0) {
                throw new IllegalArgumentException(
                        "the side of the images must be a multiple of " + SIDE_STEP + ", found " + pixels);
            }
            this.side = pixels;
            return this;
        }

        /**
         * The outputs; {@link Outputs#MAIN} if not set.
         *
         * @param value the outputs
         * @return this
         */
        public Builder outputs(Outputs value) {
            this.outputs = Objects.requireNonNull(value, "outputs");
            return this;
        }

        /**
         * Pixels that count in the losses, by the loss of each output; if not set, all do.
         *
         * @param rule such as {@link HardPixels#published}
         * @return this
         */
        public Builder hardPixels(HardPixels rule) {
            this.hardPixels = Objects.requireNonNull(rule, "rule");
            return this;
        }

        /**
         * Seed of the first weights; 1 if not set.
         *
         * @param value any number but 0, which ND4J takes for "any"
         * @return this
         */
        public Builder seed(long value) {
            if (value == 0) {
                throw new IllegalArgumentException("seed must not be 0: ND4J would draw one by the clock");
            }
            this.seed = value;
            return this;
        }

        /**
         * Precision; FLOAT if not set.
         *
         * @param value FLOAT or DOUBLE
         * @return this
         */
        public Builder dataType(DataType value) {
            if (value != DataType.FLOAT && value != DataType.DOUBLE) {
                throw new IllegalArgumentException("data type must be FLOAT or DOUBLE, found " + value);
            }
            this.dataType = value;
            return this;
        }

        /**
         * The updater; {@link ClassicalMomentum#reference} with 0.01 if not set.
         *
         * @param value the updater
         * @return this
         */
        public Builder updater(IUpdater value) {
            this.updater = Objects.requireNonNull(value, "updater");
            return this;
        }

        /**
         * Weight decay of every learned parameter; 5e-4 if not set.
         *
         * @param value at least 0
         * @return this
         */
        public Builder weightDecay(double value) {
            this.weightDecay = new CoupledWeightDecay(value).getDecay();
            return this;
        }

        /**
         * Builds the network.
         *
         * @return the network
         */
        public BiSeNet build() {
            return new BiSeNet(this);
        }
    }
}
