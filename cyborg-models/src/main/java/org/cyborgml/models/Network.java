package org.cyborgml.models;

import java.util.List;
import java.util.Objects;
import org.cyborgml.cam.ClassActivationMapLayer;
import org.cyborgml.head.CyborgHead;
import org.cyborgml.loss.AttentionLossLayer;
import org.cyborgml.loss.ClassificationLossLayer;
import org.cyborgml.loss.CyborgLoss;
import org.cyborgml.loss.FeatureTap;
import org.cyborgml.loss.LogitsVertex;
import org.cyborgml.models.kernel.KernelPrecision;
import org.cyborgml.models.kernel.KernelScope;
import org.cyborgml.models.kernel.Kernels;
import org.cyborgml.models.kernel.MapsLayout;
import org.cyborgml.models.layer.PlainMaps;
import org.cyborgml.models.layer.WeightInitialisation;
import org.cyborgml.optim.ClassicalMomentum;
import org.cyborgml.optim.CoupledWeightDecay;
import org.cyborgml.optim.VectorComputationGraph;
import org.cyborgml.saliency.map.CamGrid;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * A convolutional network with the CYBORG head: images {@code [N, channels, H, W]} in, probabilities {@code [N, C]} and
 * scaled CAMs {@code [N, h, w]} out. Immutable; {@link #init()} makes a new ComputationGraph every time.
 */
public abstract class Network {

    /** Name of the input. */
    public static final String IMAGE = "image";

    private final CyborgHead head;
    private final long seed;
    private final int height;
    private final int width;
    private final int channels;
    private final IUpdater updater;
    private final double weightDecay;
    private final KernelPrecision precision;
    private final WorkspaceMode workspaces;

    Network(Builder<?> builder) {
        this.head = head(builder.logits, builder.loss, builder.classifierName);
        this.seed = builder.seed;
        this.height = builder.height;
        this.width = builder.width;
        this.channels = builder.channels;
        this.updater = builder.updater;
        this.weightDecay = builder.weightDecay;
        this.precision = builder.precision;
        this.workspaces = builder.workspaces;
    }

    /** Adds everything from the image to the feature maps. */
    abstract Taps addBackbone(Blocks blocks);

    /** The distribution of the first weights of convolutions. */
    abstract WeightInitialisation weightInitialisation();

    /** The layout of the maps that convolutions give to the next layer. */
    MapsLayout mapsLayout() {
        return MapsLayout.INTERNAL;
    }

    /** The number that batch norms add to the variance. */
    double batchNormEps() {
        return 1e-5;
    }

    /** The share of the way to a batch's statistics that running ones move in a step. */
    double batchNormMomentum() {
        return 0.1;
    }

    /** Draws first weights other than those of the layers; ND4J's generator has been seeded with the network's seed. */
    void drawFirstWeights(ComputationGraph network) {}

    /**
     * The head.
     *
     * @return the head
     */
    public final CyborgHead head() {
        return head;
    }

    /**
     * Height of the input.
     *
     * @return pixels
     */
    public final int height() {
        return height;
    }

    /**
     * Width of the input.
     *
     * @return pixels
     */
    public final int width() {
        return width;
    }

    /**
     * Channels of the input.
     *
     * @return 3 for colour images
     */
    public final int channels() {
        return channels;
    }

    /**
     * Precision in which the network computes.
     *
     * @return the precision
     */
    public final KernelPrecision precision() {
        return precision;
    }

    /**
     * The grid of the network's CAM, to which human maps are brought. It follows from the shapes of the layers: nothing is
     * run.
     *
     * @return the grid
     */
    public final CamGrid camGrid() {
        List<Long> saliency = NetworkSummary.of(this).rows().stream()
                .filter(row -> row.name().equals(CyborgHead.SALIENCY))
                .map(NetworkSummary.Row::output)
                .findFirst()
                .orElseThrow();
        return new CamGrid(Math.toIntExact(saliency.get(2)), Math.toIntExact(saliency.get(1)));
    }

    /**
     * The network's configuration.
     *
     * @return a new configuration
     */
    public final ComputationGraphConfiguration conf() {
        GraphBuilder graph = new NeuralNetConfiguration.Builder()
                .seed(seed)
                .dataType(precision.dataType())
                .updater(updater)
                .trainingWorkspaceMode(workspaces)
                .inferenceWorkspaceMode(workspaces)
                .regularization(CoupledWeightDecay.of(weightDecay))
                .regularizationBias(CoupledWeightDecay.of(weightDecay))
                .graphBuilder()
                .addInputs(IMAGE)
                .setInputTypes(InputType.convolutional(height, width, channels));
        attachHead(
                graph,
                addBackbone(
                        new Blocks(graph, weightInitialisation(), batchNormEps(), batchNormMomentum(), mapsLayout())));
        return graph.build();
    }

    /** Adds everything behind the feature maps, and names the outputs. */
    void attachHead(GraphBuilder graph, Taps taps) {
        String read = head.loss().getTap() == FeatureTap.REFERENCE ? taps.reference() : taps.pooled();
        String logits = plain(graph, taps.logits());
        String cam = read.equals(taps.logits()) ? logits : plain(graph, read);
        if (cam.equals(logits)) {
            head.attachTo(graph, cam);
        } else {
            // To the head, any maps but those that are pooled are the reference.
            head(head.logits(), head.loss().withTap(FeatureTap.REFERENCE), head.classifierName())
                    .attachTo(graph, logits, cam);
        }
    }

    /** Adds a classifier alone behind the feature maps, and a map of the network's own as the second output, unscaled. */
    final void attachHeadWithMap(GraphBuilder graph, Taps taps, String map) {
        int logits = head.logits();
        CyborgLoss loss = head.loss();
        String classifier = head.classifierName();
        graph.addLayer(
                        classifier,
                        ClassActivationMapLayer.builder().nOut(logits).build(),
                        plain(graph, taps.logits()))
                .addVertex(
                        classifier + "-logits",
                        new LogitsVertex(logits, CyborgHead.PROBABILITIES, CyborgHead.SALIENCY),
                        classifier)
                .addLayer(
                        CyborgHead.PROBABILITIES,
                        ClassificationLossLayer.builder()
                                .numClasses(logits)
                                .loss(loss)
                                .build(),
                        classifier + "-logits")
                .addLayer(
                        CyborgHead.SALIENCY,
                        AttentionLossLayer.builder()
                                .numClasses(logits)
                                .loss(loss)
                                .build(),
                        map)
                .setOutputs(CyborgHead.PROBABILITIES, CyborgHead.SALIENCY);
    }

    /** The head knows plain feature maps only. */
    static String plain(GraphBuilder graph, String maps) {
        String name = maps + ".plain";
        graph.addVertex(name, new PlainMaps(), maps);
        return name;
    }

    private static CyborgHead head(int logits, CyborgLoss loss, String classifierName) {
        CyborgHead.Builder builder = logits == 1 ? CyborgHead.oneLogit() : CyborgHead.builder(logits);
        return builder.loss(loss).classifierName(classifierName).build();
    }

    /**
     * A network with fresh weights. Its precision is not in its configuration: a clone, or the network of a file, gets that
     * of {@link Kernels#in} or the process's.
     *
     * @return a new network
     * @throws IllegalStateException if its precision cannot be had on this machine; the message says why
     */
    public final ComputationGraph init() {
        try (KernelScope scope = Kernels.in(precision)) {
            ComputationGraph network = new VectorComputationGraph(conf());
            network.init();
            drawFirstWeights(network);
            return network;
        }
    }

    /**
     * Settings that all networks share.
     *
     * @param <B> the builder itself
     */
    public abstract static class Builder<B extends Builder<B>> {

        private final String classifierName;
        private int logits = 2;
        private CyborgLoss loss = CyborgLoss.reference();
        private long seed = 1;
        private int height;
        private int width;
        private int channels = 3;
        private IUpdater updater = ClassicalMomentum.reference(0.005);
        private double weightDecay = 1e-6;
        private KernelPrecision precision = Kernels.precision();
        private WorkspaceMode workspaces = WorkspaceMode.ENABLED;

        Builder(String classifierName, int side) {
            this.classifierName = classifierName;
            this.height = side;
            this.width = side;
        }

        abstract B self();

        /**
         * Number of classes; 2 if not set.
         *
         * @param classes at least 2, or 1 for two classes told apart by one logit
         * @return this
         */
        public final B numClasses(int classes) {
            this.logits = atLeastOne("numClasses", classes);
            return self();
        }

        /**
         * The loss; {@link CyborgLoss#reference()} if not set.
         *
         * @param value the loss
         * @return this
         */
        public final B loss(CyborgLoss value) {
            this.loss = Objects.requireNonNull(value, "loss");
            return self();
        }

        /**
         * Seed of the first weights; 1 if not set.
         *
         * @param value any number but 0, which ND4J takes for "any"
         * @return this
         */
        public final B seed(long value) {
            if (value == 0) {
                throw new IllegalArgumentException("seed must not be 0: ND4J would draw one by the clock");
            }
            this.seed = value;
            return self();
        }

        /**
         * Side of square images.
         *
         * @param pixels at least 1
         * @return this
         */
        public final B inputSide(int pixels) {
            return inputSize(pixels, pixels);
        }

        /**
         * Size of the images.
         *
         * @param heightInPixels at least 1
         * @param widthInPixels at least 1
         * @return this
         */
        public final B inputSize(int heightInPixels, int widthInPixels) {
            this.height = atLeastOne("height", heightInPixels);
            this.width = atLeastOne("width", widthInPixels);
            return self();
        }

        /**
         * Channels of the images; 3 if not set.
         *
         * @param value at least 1
         * @return this
         */
        public final B channels(int value) {
            this.channels = atLeastOne("channels", value);
            return self();
        }

        /**
         * The updater; {@link ClassicalMomentum#reference} with 0.005 if not set.
         *
         * @param value the updater
         * @return this
         */
        public final B updater(IUpdater value) {
            this.updater = Objects.requireNonNull(value, "updater");
            return self();
        }

        /**
         * Weight decay of every learned parameter, added to the gradient; 1e-6 if not set.
         *
         * @param value at least 0
         * @return this
         */
        public final B weightDecay(double value) {
            this.weightDecay = new CoupledWeightDecay(value).getDecay();
            return self();
        }

        /**
         * Probability of dropping a pooled feature in training; 0 if not set, unless the network has a default of its own.
         *
         * @param probability 0 for networks that have no dropout
         * @return this
         * @throws IllegalArgumentException if the network has no such dropout
         */
        public B dropout(double probability) {
            if (probability != 0) {
                throw new IllegalArgumentException("has no dropout: must be 0, found " + probability
                        + "; InceptionV3 and EfficientNetB4 have one");
            }
            return self();
        }

        /**
         * Precision in which the network computes; {@link Kernels#precision} if not set.
         *
         * @param value the precision
         * @return this
         */
        public final B precision(KernelPrecision value) {
            this.precision = Objects.requireNonNull(value, "precision");
            return self();
        }

        /**
         * Type of the parameters: DOUBLE is {@link KernelPrecision#DOUBLE}, FLOAT any other precision.
         *
         * @param value FLOAT or DOUBLE
         * @return this
         */
        public final B dataType(DataType value) {
            if (value != DataType.FLOAT && value != DataType.DOUBLE) {
                throw new IllegalArgumentException("data type must be FLOAT or DOUBLE, found " + value);
            }
            if (value != precision.dataType()) {
                this.precision = value == DataType.DOUBLE ? KernelPrecision.DOUBLE : KernelPrecision.FP32;
            }
            return self();
        }

        /**
         * Use of DL4J's workspaces; enabled if not set.
         *
         * @param mode of training and of inference
         * @return this
         */
        public final B workspaces(WorkspaceMode mode) {
            this.workspaces = Objects.requireNonNull(mode, "mode");
            return self();
        }

        /**
         * Builds the network.
         *
         * @return the network
         */
        public abstract Network build();

        private static int atLeastOne(String name, int value) {
            if (value < 1) {
                throw new IllegalArgumentException(name + " must be at least 1, found " + value);
            }
            return value;
        }
    }
}
