package org.cyborgml.models;

import java.util.Objects;
import org.cyborgml.models.kernel.MapsLayout;
import org.cyborgml.models.layer.ChannelDropout;
import org.cyborgml.models.layer.WeightInitialisation;
import org.cyborgml.optim.BiasCorrectedAdam;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;

/**
 * The deepfake detector of Bonettini et al., "Video face manipulation detection through ensemble of CNNs" (ICPR 2020): an
 * EfficientNet-B4 (Tan and Le, ICML 2019) with one logit, that of the synthetic class, trained by Adam with learning rate 1e-5
 * and no weight decay on the binary cross-entropy. 224x224 pixels give a CAM grid of 7x7; layers are named as the published
 * detectors' modules.
 *
 * <p>{@link Builder#attention} makes it the variant with attention: the output of block 9 (of 0 to 31) is multiplied by a map,
 * the sigmoid of a 1x1 convolution of it. {@code [N, 28, 28]} for images of 224x224 pixels, it is the second output.
 *
 * <p>Reference tap: the bare output of the last convolution. Pooled tap: after its batch norm and swish.
 *
 * <pre>{@code
 * ComputationGraph network = EfficientNetB4.builder().loss(CyborgLoss.reference().withAlpha(1)).build().init();
 * }</pre>
 */
public final class EfficientNetB4 extends Network {

    static final int DEFAULT_SIDE = 224;

    static final String CLASSIFIER = "classifier";
    static final String PREFIX = "efficientnet.";

    static final double LEARNING_RATE = 1e-5;
    private static final double DEFAULT_DROPOUT = 0.4;
    static final double DEFAULT_DROP_CONNECT = 0.2;
    static final double BATCH_NORM_EPS = 1e-3;
    static final double BATCH_NORM_MOMENTUM = 0.01;

    private final EfficientNetPadding padding;
    private final double dropout;
    private final double dropConnect;
    private final boolean attends;
    private final MapOutput mapOutput;

    private EfficientNetB4(Builder builder) {
        super(builder);
        this.padding = builder.padding;
        this.dropout = builder.dropout;
        this.dropConnect = builder.dropConnect;
        this.attends = builder.attends;
        this.mapOutput = builder.mapOutput;
    }

    /**
     * One logit, colour images of 224x224 pixels, no attention.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    Taps addBackbone(Blocks blocks) {
        Taps taps = new EfficientNetLayers(blocks, PREFIX, padding, dropConnect).add(attends);
        return new Taps(blocks.dropout("dropout", taps.logits(), dropout), taps.reference(), taps.pooled());
    }

    @Override
    void attachHead(GraphBuilder graph, Taps taps) {
        if (attends && mapOutput == MapOutput.ATTENTION) {
            attachHeadWithMap(graph, taps, EfficientNetLayers.map(PREFIX));
        } else {
            super.attachHead(graph, taps);
        }
    }

    /** Blocks may be filled up, which an attention does not know. */
    @Override
    MapsLayout mapsLayout() {
        return attends ? MapsLayout.INTERNAL : MapsLayout.PADDED;
    }

    @Override
    WeightInitialisation weightInitialisation() {
        return WeightInitialisation.DEFAULT;
    }

    @Override
    double batchNormEps() {
        return BATCH_NORM_EPS;
    }

    @Override
    double batchNormMomentum() {
        return BATCH_NORM_MOMENTUM;
    }

    /** Builds an {@link EfficientNetB4}. */
    public static final class Builder extends Network.Builder<Builder> {

        private EfficientNetPadding padding = EfficientNetPadding.V0_6_1;
        private double dropout = DEFAULT_DROPOUT;
        private double dropConnect = DEFAULT_DROP_CONNECT;
        private boolean attends;
        private MapOutput mapOutput = MapOutput.CAM;

        private Builder() {
            super(CLASSIFIER, DEFAULT_SIDE);
            numClasses(1);
            updater(new BiasCorrectedAdam(LEARNING_RATE));
            weightDecay(0);
        }

        /**
         * Paddings of the convolutions; {@link EfficientNetPadding#V0_6_1} if not set.
         *
         * @param value those of the package's version that the weights were trained with
         * @return this
         */
        public Builder padding(EfficientNetPadding value) {
            this.padding = Objects.requireNonNull(value, "padding");
            return this;
        }

        /**
         * Adds the attention map behind block 9.
         *
         * @param output the maps of the second output, which human maps are compared with
         * @return this
         */
        public Builder attention(MapOutput output) {
            this.attends = true;
            this.mapOutput = Objects.requireNonNull(output, "output");
            return this;
        }

        /**
         * Probability of dropping a pooled feature in training, for the logits alone; 0.4 if not set.
         *
         * @param probability in [0,1); 0 for no dropout
         * @return this
         * @throws IllegalArgumentException if it is not in [0,1)
         */
        @Override
        public Builder dropout(double probability) {
            this.dropout = ChannelDropout.requireProbability(probability);
            return this;
        }

        /**
         * Probability of dropping the branch of a block in training, sample by sample: it rises evenly from 0 in the first block to
         * nearly this in the last; 0.2 if not set.
         *
         * @param probability in [0,1); 0 for no drop connect
         * @return this
         * @throws IllegalArgumentException if it is not in [0,1)
         */
        public Builder dropConnect(double probability) {
            this.dropConnect = ChannelDropout.requireProbability(probability);
            return this;
        }

        @Override
        Builder self() {
            return this;
        }

        @Override
        public EfficientNetB4 build() {
            return new EfficientNetB4(this);
        }
    }
}
