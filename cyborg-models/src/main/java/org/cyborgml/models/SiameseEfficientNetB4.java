package org.cyborgml.models;

import java.util.Objects;
import org.cyborgml.models.kernel.MapsLayout;
import org.cyborgml.models.layer.WeightInitialisation;
import org.cyborgml.optim.BiasCorrectedAdam;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;

/**
 * The second stage of Bonettini et al.'s siamese training (ICPR 2020): an {@link EfficientNetB4} that has learnt its features by
 * triplets, and behind them a batch norm and a linear layer with one logit, which alone are trained now. No gradient reaches
 * the extractor, but its batch norms use the statistics of batches in training, and their running ones move.
 *
 * <p>Layers are named as the published detectors' modules; the classifier of the extractor, which those files hold but do not
 * use, is ignored. Both taps are the maps behind the second stage's batch norm, from which the CAM is made.
 */
public final class SiameseEfficientNetB4 extends Network {

    static final String EXTRACTOR = "feat_ext.";
    private static final String PREFIX = EXTRACTOR + EfficientNetB4.PREFIX;
    private static final String NORM = "classifier.0";
    private static final String CLASSIFIER = "classifier.1";

    private final EfficientNetPadding padding;
    private final boolean attends;
    private final MapOutput mapOutput;

    private SiameseEfficientNetB4(Builder builder) {
        super(builder);
        this.padding = builder.padding;
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
        Taps taps = new EfficientNetLayers(blocks, PREFIX, padding, 0).add(attends);
        String features = blocks.withoutGradient(EXTRACTOR + "features", taps.pooled());
        return Taps.same(blocks.pooledBatchNorm(NORM, blocks.plain(features)));
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
        return EfficientNetB4.BATCH_NORM_EPS;
    }

    @Override
    double batchNormMomentum() {
        return EfficientNetB4.BATCH_NORM_MOMENTUM;
    }

    /** Builds a {@link SiameseEfficientNetB4}. */
    public static final class Builder extends Network.Builder<Builder> {

        private EfficientNetPadding padding = EfficientNetPadding.V0_6_1;
        private boolean attends;
        private MapOutput mapOutput = MapOutput.CAM;

        private Builder() {
            super(CLASSIFIER, EfficientNetB4.DEFAULT_SIDE);
            numClasses(1);
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
         * Adds the attention map behind block 9 of the extractor.
         *
         * @param output the maps of the second output
         * @return this
         */
        public Builder attention(MapOutput output) {
            this.attends = true;
            this.mapOutput = Objects.requireNonNull(output, "output");
            return this;
        }

        @Override
        Builder self() {
            return this;
        }

        @Override
        public SiameseEfficientNetB4 build() {
            return new SiameseEfficientNetB4(this);
        }
    }
}
