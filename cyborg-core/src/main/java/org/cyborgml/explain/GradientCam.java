package org.cyborgml.explain;

import org.jspecify.annotations.Nullable;

/** A method that weights feature maps by the gradients of the class's score for them, and keeps what is positive. */
abstract class GradientCam extends OnePassMethod {

    GradientCam(@Nullable String layer) {
        super(layer);
    }

    /** The map of one image, before what is negative is cut off; activations and gradients are [F][cells]. */
    abstract double[] map(double[][] activations, double[][] gradients);

    @Override
    final double[][] maps(ExplainedNetwork network, LayerMaps at, int[] classes, PassProgress progress) {
        FeatureCells gradients = at.gradients(classes);
        double[][] maps = new double[classes.length][];
        for (int i = 0; i < maps.length; i++) {
            maps[i] = FeatureCells.rectified(map(at.activations().of(i), gradients.of(i)));
        }
        progress.onPasses(classes.length, classes.length);
        return maps;
    }
}
