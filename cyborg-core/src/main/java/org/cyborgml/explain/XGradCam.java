package org.cyborgml.explain;

import org.jspecify.annotations.Nullable;

/**
 * XGrad-CAM (Fu et al., BMVC 2020): the weight of a feature map A is {@code sum(g A) / (sum(A) + 1e-7)} over its cells, with the
 * gradient g of the class's score; then ReLU of the weighted sum.
 *
 * <p>The map is on the layer's grid and not negative.
 */
public final class XGradCam extends GradientCam {

    private static final double EPS = 1e-7;

    private XGradCam(@Nullable String layer) {
        super(layer);
    }

    /**
     * At the last layer with feature maps, {@link ExplainedNetwork#lastFeatureMaps}.
     *
     * @return the method
     */
    public static XGradCam atLastMaps() {
        return new XGradCam(null);
    }

    /**
     * At a layer.
     *
     * @param layer name of a layer or vertex that gives feature maps {@code [N, F, h, w]}
     * @return the method
     */
    public static XGradCam of(String layer) {
        return new XGradCam(named(layer));
    }

    @Override
    double[] map(double[][] activations, double[][] gradients) {
        double[] weights = new double[activations.length];
        for (int f = 0; f < weights.length; f++) {
            double sum = 0;
            double products = 0;
            for (int i = 0; i < activations[f].length; i++) {
                sum += activations[f][i];
                products += gradients[f][i] * activations[f][i];
            }
            weights[f] = products / (sum + EPS);
        }
        return FeatureCells.weighted(weights, activations);
    }
}
