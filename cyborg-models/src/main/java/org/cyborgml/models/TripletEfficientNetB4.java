package org.cyborgml.models;

import org.cyborgml.loss.TripletLossLayer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;

/**
 * The first stage of Bonettini et al.'s siamese training (ICPR 2020): an EfficientNet-B4 that learns its features by triplets,
 * margin 1, Adam with learning rate 1e-5; they took 12 triplets a batch. Its one output, {@value #FEATURES}, are the pooled
 * features {@code [N, 1792]}. A batch is of images {@code [3T, 3, H, W]} and classes {@code [3T, 1]}, in the order that
 * {@link TripletLossLayer} tells. {@link NetworkWeights#loadStart} begins the second stage
 * with them.
 *
 * <pre>{@code
 * ComputationGraph first = TripletEfficientNetB4.builder().build().init();
 * first.fit(new DataSet(images, classes));
 * ComputationGraph second = SiameseEfficientNetB4.builder().build().init();
 * NetworkWeights.loadStart(second, NetworkWeights.of(first));
 * }</pre>
 */
public final class TripletEfficientNetB4 extends EfficientNetNetwork {

    /** Name of the output. */
    public static final String FEATURES = "features";

    private static final double MARGIN = 1;

    private TripletEfficientNetB4(Builder builder) {
        super(builder, PREFIX);
    }

    /**
     * Colour images of 224x224 pixels, no attention.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    void attachHead(GraphBuilder graph, Taps taps) {
        graph.addLayer(FEATURES, new TripletLossLayer(MARGIN), plain(graph, taps.pooled()))
                .setOutputs(FEATURES);
    }

    /** Builds a {@link TripletEfficientNetB4}. */
    public static final class Builder extends EfficientNetNetwork.Builder<Builder> {

        private Builder() {
            super(EfficientNetB4.CLASSIFIER);
        }

        /**
         * Adds the attention map behind block 9.
         *
         * @return this
         */
        public Builder attention() {
            return attend(MapOutput.CAM);
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
