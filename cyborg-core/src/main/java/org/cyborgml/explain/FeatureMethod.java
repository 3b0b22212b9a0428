package org.cyborgml.explain;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A method that makes its map of the feature maps of one layer, on their grid. */
abstract class FeatureMethod implements ExplanationMethod {

    private final @Nullable String layer;

    /** At a layer, or null for the last one with feature maps. */
    FeatureMethod(@Nullable String layer) {
        this.layer = layer;
    }

    static String named(String layer) {
        return Objects.requireNonNull(layer, "layer");
    }

    final String layer(ExplainedNetwork network, INDArray images) {
        return layer == null ? defaultLayer(network, images) : layer;
    }

    /** The layer to read if none was named. */
    String defaultLayer(ExplainedNetwork network, INDArray images) {
        return network.lastFeatureMaps(images);
    }

    /** A pass at a layer, with the layer's activations. */
    record LayerMaps(String layer, LayerPass pass, FeatureCells activations) {

        static LayerMaps of(String layer, LayerPass pass, int[] classes) {
            INDArray scores = pass.scores();
            Classifier.requireClasses(classes, scores.size(0), scores.size(1));
            return new LayerMaps(layer, pass, FeatureCells.of(layer, pass.activations()));
        }

        FeatureCells gradients(int[] classes) {
            return FeatureCells.of(layer, pass.gradients(classes));
        }

        /** Sums of an image's feature maps, weighted and rectified. */
        double[] rectifiedSum(double[] weights, int image) {
            return FeatureCells.rectified(FeatureCells.weighted(weights, activations.of(image)));
        }
    }
}
