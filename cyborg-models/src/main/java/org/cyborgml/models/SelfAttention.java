package org.cyborgml.models;

import java.util.Objects;
import org.cyborgml.cam.ClassActivationMapLayer;
import org.cyborgml.loss.CyborgLoss;
import org.cyborgml.loss.SaliencyDistance;
import org.cyborgml.models.kernel.FusedActivation;
import org.cyborgml.models.layer.TemplateMap;
import org.cyborgml.models.layer.WeightInitialisation;
import org.cyborgml.optim.BiasCorrectedAdam;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.nd4j.linalg.activations.Activation;

/**
 * The network of Dang et al., "On the detection of digital face manipulation" (CVPR 2020): an {@link Xception} whose
 * seventh block's output is multiplied by an attention map that the network computes from it. The map is held against a
 * mask: {@link ClassMasks}, or human saliency maps.
 *
 * <p>Its outputs are called as a CYBORG head's, {@code probabilities [N, C]} and {@code saliency}, which here is the
 * attention map itself, unscaled: {@code [N, 19, 19]} for images of 299x299 pixels.
 *
 * <p>The authors minimise the sum of cross-entropy and L1 distance with Adam, learning rate 1e-4 and weight decay 1e-3.
 * Here both terms are weighted by alpha, 0.5 if not set, that is, the loss is half of theirs; weight decay and Adam's
 * epsilon are therefore halved too, which makes every step the same as theirs.
 *
 * <pre>{@code
 * ComputationGraph network = SelfAttention.builder().attention(AttentionKind.TEMPLATES).seed(1).build().init();
 * }</pre>
 */
public final class SelfAttention extends Network {

    /** Name of the attention map {@code [N, 1, h, w]}. */
    private static final String MAP = "map";

    /** The block whose output is multiplied by the map, and its channels. */
    private static final int ATTENDED_BLOCK = 7;

    private static final int ATTENDED_CHANNELS = 728;
    private static final Xception.Stage TEMPLATE_WEIGHTS = Xception.Stage.of(2, 728, 364);
    private static final int TEMPLATES = 10;

    private static final double LEARNING_RATE = 1e-4;
    private static final double HALF_OF_DECAY = 5e-4;
    private static final double HALF_OF_EPSILON = 5e-9;

    private final AttentionKind attention;

    private SelfAttention(Builder builder) {
        super(builder);
        this.attention = builder.attention;
    }

    /**
     * Two classes, colour images of 299x299 pixels, direct regression.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    Taps addBackbone(Blocks blocks) {
        return Xception.addTo(blocks, "", (block, at) -> block == ATTENDED_BLOCK ? attend(blocks, at) : at);
    }

    private String attend(Blocks blocks, String maps) {
        String map =
                switch (attention) {
                    case DIRECT_REGRESSION -> regression(blocks, maps);
                    case TEMPLATES -> templates(blocks, maps);
                };
        return blocks.attention(maps + "-attended", maps, map);
    }

    private static String regression(Blocks blocks, String maps) {
        String at = blocks.separable(MAP + ".c", maps, ATTENDED_CHANNELS, 1);
        return blocks.layer(MAP, at, new ActivationLayer(Activation.SIGMOID));
    }

    private String templates(Blocks blocks, String maps) {
        String at = Xception.stage(blocks, MAP + ".c", maps, ATTENDED_CHANNELS, TEMPLATE_WEIGHTS, FusedActivation.RELU);
        // A linear layer behind global average pooling is the mean of class maps, as in a CYBORG head.
        at = blocks.layer(
                MAP + ".l",
                blocks.plain(at),
                ClassActivationMapLayer.builder().nOut(TEMPLATES).build());
        return blocks.layer(
                MAP,
                at,
                TemplateMap.builder(Xception.middleSide(height()), Xception.middleSide(width()))
                        .build());
    }

    @Override
    void attachHead(GraphBuilder graph, Taps taps) {
        attachHeadWithMap(graph, taps, MAP);
    }

    @Override
    WeightInitialisation weightInitialisation() {
        return WeightInitialisation.DEFAULT;
    }

    /** Builds a {@link SelfAttention}. */
    public static final class Builder extends Network.Builder<Builder> {

        private AttentionKind attention = AttentionKind.DIRECT_REGRESSION;

        private Builder() {
            super(Xception.CLASSIFIER, Xception.DEFAULT_SIDE);
            loss(CyborgLoss.reference().withDistance(SaliencyDistance.L1));
            updater(new BiasCorrectedAdam(LEARNING_RATE).withEpsilon(HALF_OF_EPSILON));
            weightDecay(HALF_OF_DECAY);
        }

        /**
         * Way to make the attention map; {@link AttentionKind#DIRECT_REGRESSION} if not set.
         *
         * @param kind the kind
         * @return this
         */
        public Builder attention(AttentionKind kind) {
            this.attention = Objects.requireNonNull(kind, "kind");
            return this;
        }

        @Override
        Builder self() {
            return this;
        }

        @Override
        public SelfAttention build() {
            return new SelfAttention(this);
        }
    }
}
