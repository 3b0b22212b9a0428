package org.cyborgml.explain;

import org.jspecify.annotations.Nullable;

/**
 * LayerCAM (Jiang et al., IEEE TIP 2021): ReLU of the sum over feature maps of activation times positive gradient, cell by cell.
 * It also works at early layers.
 *
 * <p>The map is on the layer's grid and not negative.
 */
public final class LayerCam extends GradientCam {

    private LayerCam(@Nullable String layer) {
        super(layer);
    }

    /**
     * At the last layer with feature maps, {@link ExplainedNetwork#lastFeatureMaps}.
     *
     * @return the method
     */
    public static LayerCam atLastMaps() {
        return new LayerCam(null);
    }

    /**
     * At a layer.
     *
     * @param layer name of a layer or vertex that gives feature maps {@code [N, F, h, w]}
     * @return the method
     */
    public static LayerCam of(String layer) {
        return new LayerCam(named(layer));
    }

    @Override
    double[] map(double[][] activations, double[][] gradients) {
        double[] sum = new double[activations[0].length];
        for (int f = 0; f < activations.length; f++) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += activations[f][i] * Math.max(0, gradients[f][i]);
            }
        }
        return sum;
    }
}
