package org.cyborgml.explain;

import org.jspecify.annotations.Nullable;

/**
 * Grad-CAM++ (Chattopadhay et al., WACV 2018): the weight of a feature map A is the sum over its cells of a max(g, 0), with the
 * gradient g of the cell and {@code a = g^2 / (2 g^2 + sum(A) g^3 + 1e-6)}, 0 where g is 0; then ReLU of the weighted sum. As in
 * pytorch-grad-cam, the class's score stands for the exponential of it that the paper derives the powers from.
 *
 * <p>The map is on the layer's grid and not negative.
 */
public final class GradCamPlusPlus extends GradientCam {

    private static final double EPS = 1e-6;

    private GradCamPlusPlus(@Nullable String layer) {
        super(layer);
    }

    /**
     * At the last layer with feature maps, {@link ExplainedNetwork#lastFeatureMaps}.
     *
     * @return the method
     */
    public static GradCamPlusPlus atLastMaps() {
        return new GradCamPlusPlus(null);
    }

    /**
     * At a layer.
     *
     * @param layer name of a layer or vertex that gives feature maps {@code [N, F, h, w]}
     * @return the method
     */
    public static GradCamPlusPlus of(String layer) {
        return new GradCamPlusPlus(named(layer));
    }

    @Override
    double[] map(double[][] activations, double[][] gradients) {
        double[] weights = new double[activations.length];
        for (int f = 0; f < weights.length; f++) {
            double sum = 0;
            for (double activation : activations[f]) {
                sum += activation;
            }
            for (double g : gradients[f]) {
                if (g > 0) {
                    weights[f] += g * g * g / (2 * g * g + sum * g * g * g + EPS);
                }
            }
        }
        return FeatureCells.weighted(weights, activations);
    }
}
