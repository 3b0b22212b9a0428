package org.cyborgml.models;

import org.cyborgml.models.kernel.MapsLayout;
import org.cyborgml.models.layer.WeightInitialisation;
import org.cyborgml.optim.BiasCorrectedAdam;

/**
 * The Xception among the deepfake detectors of Bonettini et al. (ICPR 2020): an {@link Xception} with one logit, that of the
 * synthetic class, for images of 224x224 pixels with ImageNet's normalisation. A CAM grid of 7x7; names as in the published file.
 * Taps as {@link Xception}'s.
 */
public final class XceptionDeepfake extends Network {

    private static final String PREFIX = "xception.";
    private static final int DEFAULT_SIDE = 224;
    private static final double LEARNING_RATE = 1e-5;

    private XceptionDeepfake(Builder builder) {
        super(builder);
    }

    /**
     * One logit, colour images of 224x224 pixels.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    Taps addBackbone(Blocks blocks) {
        return Xception.addTo(blocks, PREFIX, (block, at) -> at);
    }

    @Override
    MapsLayout mapsLayout() {
        return MapsLayout.PADDED;
    }

    @Override
    WeightInitialisation weightInitialisation() {
        return WeightInitialisation.DEFAULT;
    }

    /** Builds an {@link XceptionDeepfake}. */
    public static final class Builder extends Network.Builder<Builder> {

        private Builder() {
            super(PREFIX + Xception.CLASSIFIER, DEFAULT_SIDE);
            numClasses(1);
            updater(new BiasCorrectedAdam(LEARNING_RATE));
            weightDecay(0);
        }

        @Override
        Builder self() {
            return this;
        }

        @Override
        public XceptionDeepfake build() {
            return new XceptionDeepfake(this);
        }
    }
}
