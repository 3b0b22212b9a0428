package org.cyborgml.models;

/**
 * The second stage of Bonettini et al.'s siamese training (ICPR 2020): an {@link EfficientNetB4} that has learnt its features by
 * triplets, and behind them a batch norm and a linear layer with one logit, which alone are trained now. No gradient reaches
 * the extractor, but as in their code it runs in training mode: its batch norms use the statistics of batches and move their
 * running ones, and its blocks are dropped ({@link Builder#dropConnect}).
 *
 * <p>Layers are named as the published detectors' modules; the classifier of the extractor, which those files hold but do not
 * use, is ignored. Both taps are the maps behind the second stage's batch norm, from which the CAM is made.
 */
public final class SiameseEfficientNetB4 extends EfficientNetNetwork {

    static final String EXTRACTOR = "feat_ext.";
    private static final String NORM = "classifier.0";
    private static final String CLASSIFIER = "classifier.1";

    private SiameseEfficientNetB4(Builder builder) {
        super(builder, EXTRACTOR + PREFIX);
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
        String features = blocks.withoutGradient(
                EXTRACTOR + "features", super.addBackbone(blocks).pooled());
        return Taps.same(blocks.pooledBatchNorm(NORM, blocks.plain(features)));
    }

    /** Builds a {@link SiameseEfficientNetB4}. */
    public static final class Builder extends EfficientNetNetwork.Builder<Builder> {

        private Builder() {
            super(CLASSIFIER);
        }

        /**
         * Adds the attention map behind block 9 of the extractor.
         *
         * @param output the maps of the second output
         * @return this
         */
        public Builder attention(MapOutput output) {
            return attend(output);
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
