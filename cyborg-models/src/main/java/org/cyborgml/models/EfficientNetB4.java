package org.cyborgml.models;

import org.cyborgml.models.layer.ChannelDropout;

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
public final class EfficientNetB4 extends EfficientNetNetwork {

    static final String CLASSIFIER = "classifier";

    private static final double DEFAULT_DROPOUT = 0.4;

    private final double dropout;

    private EfficientNetB4(Builder builder) {
        super(builder, PREFIX);
        this.dropout = builder.dropout;
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
        Taps taps = super.addBackbone(blocks);
        return new Taps(blocks.dropout("dropout", taps.logits(), dropout), taps.reference(), taps.pooled());
    }

    /** Builds an {@link EfficientNetB4}. */
    public static final class Builder extends EfficientNetNetwork.Builder<Builder> {

        private double dropout = DEFAULT_DROPOUT;

        private Builder() {
            super(CLASSIFIER);
        }

        /**
         * Adds the attention map behind block 9.
         *
         * @param output the maps of the second output, which human maps are compared with
         * @return this
         */
        public Builder attention(MapOutput output) {
            return attend(output);
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
