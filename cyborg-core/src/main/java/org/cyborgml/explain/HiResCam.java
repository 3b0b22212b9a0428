package org.cyborgml.explain;

import org.jspecify.annotations.Nullable;

/**
 * HiResCAM (Draelos and Carin 2020): ReLU of the sum over feature maps of activation times gradient, cell by cell. Where all
 * behind the layer is linear, it shows exactly what each cell adds to the score.
 *
 * <p>The map is on the layer's grid and not negative.
 */
public final class HiResCam extends GradientCam {

    private HiResCam(@Nullable String layer) {
        super(layer);
    }

    /**
     * At the last layer with feature maps, {@link ExplainedNetwork#lastFeatureMaps}.
     *
     * @return the method
     */
    public static HiResCam atLastMaps() {
        return new HiResCam(null);
    }

    /**
     * At a layer.
     *
     * @param layer name of a layer or vertex that gives feature maps {@code [N, F, h, w]}
     * @return the method
     */
    public static HiResCam of(String layer) {
        return new HiResCam(named(layer));
    }

    @Override
    double[] map(double[][] activations, double[][] gradients) {
        double[] sum = new double[activations[0].length];
        for (int f = 0; f < activations.length; f++) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += activations[f][i] * gradients[f][i];
            }
        }
        return sum;
    }
}
