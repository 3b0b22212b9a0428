package org.cyborgml.models;

import java.util.Objects;
import org.cyborgml.loss.TripletLossLayer;
import org.cyborgml.models.checkpoint.Checkpoint;
import org.cyborgml.models.kernel.MapsLayout;
import org.cyborgml.models.layer.ChannelDropout;
import org.cyborgml.models.layer.WeightInitialisation;
import org.cyborgml.optim.BiasCorrectedAdam;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * The first stage of Bonettini et al.'s siamese training (ICPR 2020): an EfficientNet-B4 that learns its features by triplets,
 * margin 1, Adam with learning rate 1e-5; they took 12 triplets a batch. Its one output, {@value #FEATURES}, are the pooled
 * features {@code [N, 1792]}. A batch is of images {@code [3T, 3, H, W]} and classes {@code [3T, 1]}, in the order that
 * {@link TripletLossLayer} tells. {@link #tuned} begins the second stage.
 *
 * <pre>{@code
 * ComputationGraph first = TripletEfficientNetB4.builder().build().init();
 * first.fit(new DataSet(images, classes));
 * ComputationGraph second = SiameseEfficientNetB4.builder().build().init();
 * TripletEfficientNetB4.tuned(first, second);
 * }</pre>
 */
public final class TripletEfficientNetB4 extends Network {

    /** Name of the output. */
    public static final String FEATURES = "features";

    private static final double MARGIN = 1;

    private final EfficientNetPadding padding;
    private final double dropConnect;
    private final boolean attends;

    private TripletEfficientNetB4(Builder builder) {
        super(builder);
        this.padding = builder.padding;
        this.dropConnect = builder.dropConnect;
        this.attends = builder.attends;
    }

    /**
     * Colour images of 224x224 pixels, no attention.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Gives the features that were learnt to a network of the second stage.
     *
     * @param first a network of this class
     * @param second a {@link SiameseEfficientNetB4} with attention if the first has it; its extractor's parameters are overwritten
     * @throws IllegalArgumentException if one has attention and the other has not
     */
    public static void tuned(ComputationGraph first, ComputationGraph second) {
        Checkpoint.Builder both = Checkpoint.builder();
        Checkpoint extractor = NetworkWeights.of(first);
        extractor.tensors().forEach((name, tensor) -> both.add(SiameseEfficientNetB4.EXTRACTOR + name, tensor));
        NetworkWeights.of(second).tensors().forEach((name, tensor) -> {
            if (!name.startsWith(SiameseEfficientNetB4.EXTRACTOR)) {
                both.add(name, tensor);
            }
        });
        NetworkWeights.load(second, both.build());
    }

    @Override
    Taps addBackbone(Blocks blocks) {
        return new EfficientNetLayers(blocks, EfficientNetB4.PREFIX, padding, dropConnect).add(attends);
    }

    @Override
    void attachHead(GraphBuilder graph, Taps taps) {
        graph.addLayer(FEATURES, new TripletLossLayer(MARGIN), plain(graph, taps.pooled()))
                .setOutputs(FEATURES);
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
        return EfficientNetB4.BATCH_NORM_EPS;
    }

    @Override
    double batchNormMomentum() {
        return EfficientNetB4.BATCH_NORM_MOMENTUM;
    }

    /** Builds a {@link TripletEfficientNetB4}. */
    public static final class Builder extends Network.Builder<Builder> {

        private EfficientNetPadding padding = EfficientNetPadding.V0_6_1;
        private double dropConnect = EfficientNetB4.DEFAULT_DROP_CONNECT;
        private boolean attends;

        private Builder() {
            super(EfficientNetB4.CLASSIFIER, EfficientNetB4.DEFAULT_SIDE);
            updater(new BiasCorrectedAdam(EfficientNetB4.LEARNING_RATE));
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
         * @return this
         */
        public Builder attention() {
            this.attends = true;
            return this;
        }

        /**
         * Probability of dropping the branch of a block in training; see {@link EfficientNetB4.Builder#dropConnect}.
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
        public TripletEfficientNetB4 build() {
            return new TripletEfficientNetB4(this);
        }
    }
}
