package org.cyborgml.explain;

import org.jspecify.annotations.Nullable;

/**
 * Grad-CAM (Selvaraju et al., ICCV 2017): ReLU of the sum of the feature maps A_k, each weighted by the mean over its cells of
 * the gradient of the class's score. Behind a linear classifier on average-pooled maps that is the CAM over the number of cells,
 * without what is negative.
 *
 * <p>The map is on the layer's grid and not negative.
 */
public final class GradCam extends GradientCam {

    private GradCam(@Nullable String layer) {
        super(layer);
    }

    /**
     * At the last layer with feature maps, {@link ExplainedNetwork#lastFeatureMaps}.
     *
     * @return the method
     */
    public static GradCam atLastMaps() {
        return new GradCam(null);
    }

    /**
     * At a layer.
     *
     * @param layer name of a layer or vertex that gives feature maps {@code [N, F, h, w]}
     * @return the method
     */
    public static GradCam of(String layer) {
        return new GradCam(named(layer));
    }

    @Override
    double[] map(double[][] activations, double[][] gradients) {
        double[] weights = new double[activations.length];
        for (int f = 0; f < weights.length; f++) {
            for (double gradient : gradients[f]) {
                weights[f] += gradient / gradients[f].length;
            }
        }
        return FeatureCells.weighted(weights, activations);
    }
}
