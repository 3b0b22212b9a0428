package org.cyborgml.models;

import java.util.Objects;
import org.cyborgml.models.kernel.MapsLayout;
import org.cyborgml.models.layer.ChannelDropout;
import org.cyborgml.models.layer.WeightInitialisation;
import org.cyborgml.optim.BiasCorrectedAdam;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A network on the feature maps of an EfficientNet-B4 (Tan and Le, ICML 2019), as Bonettini et al. (ICPR 2020) use it: with or without
 * attention behind block 9, trained by Adam with learning rate 1e-5 and no weight decay.
 */
public abstract class EfficientNetNetwork extends Network {

    static final int DEFAULT_SIDE = 224;
    static final String PREFIX = "efficientnet.";

    private static final double BATCH_NORM_EPS = 1e-3;
    private static final double BATCH_NORM_MOMENTUM = 0.01;

    private final String prefix;
    private final EfficientNetPadding padding;
    private final double dropConnect;

    /** The second output of a network with attention; null without. */
    private final @Nullable MapOutput attention;

    EfficientNetNetwork(Builder<?> builder, String prefix) {
        super(builder);
        this.prefix = prefix;
        this.padding = builder.padding;
        this.dropConnect = builder.dropConnect;
        this.attention = builder.attention;
    }

    @Override
    Taps addBackbone(Blocks blocks) {
        return new EfficientNetLayers(blocks, prefix, padding, dropConnect).add(attention != null);
    }

    @Override
    void attachHead(GraphBuilder graph, Taps taps) {
        if (attention == MapOutput.ATTENTION) {
            attachHeadWithMap(graph, taps, EfficientNetLayers.map(prefix));
        } else {
            super.attachHead(graph, taps);
        }
    }

    /** Blocks may be filled up, which an attention does not know. */
    @Override
    final MapsLayout mapsLayout() {
        return attention == null ? MapsLayout.PADDED : MapsLayout.INTERNAL;
    }

    @Override
    final WeightInitialisation weightInitialisation() {
        return WeightInitialisation.DEFAULT;
    }

    @Override
    final double batchNormEps() {
        return BATCH_NORM_EPS;
    }

    @Override
    final double batchNormMomentum() {
        return BATCH_NORM_MOMENTUM;
    }

    /**
     * Settings that these networks share.
     *
     * @param <B> the builder itself
     */
    public abstract static class Builder<B extends Builder<B>> extends Network.Builder<B> {

        private static final double LEARNING_RATE = 1e-5;
        private static final double DEFAULT_DROP_CONNECT = 0.2;

        private EfficientNetPadding padding = EfficientNetPadding.V0_6_1;
        private double dropConnect = DEFAULT_DROP_CONNECT;
        private @Nullable MapOutput attention;

        Builder(String classifierName) {
            super(classifierName, DEFAULT_SIDE);
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
        public final B padding(EfficientNetPadding value) {
            this.padding = Objects.requireNonNull(value, "padding");
            return self();
        }

        /**
         * Probability of dropping the branch of a block in training, sample by sample: it rises evenly from 0 in the first block to
         * nearly this in the last; 0.2 if not set.
         *
         * @param probability in [0,1); 0 for no drop connect
         * @return this
         * @throws IllegalArgumentException if it is not in [0,1)
         */
        public final B dropConnect(double probability) {
            this.dropConnect = ChannelDropout.requireProbability(probability);
            return self();
        }

        /**
         * Adds the attention map behind block 9.
         *
         * @param output the maps of the second output, which human maps are compared with
         * @return this
         */
        final B attend(MapOutput output) {
            this.attention = Objects.requireNonNull(output, "output");
            return self();
        }
    }
}
