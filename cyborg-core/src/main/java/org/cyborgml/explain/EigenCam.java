package org.cyborgml.explain;

import org.jspecify.annotations.Nullable;

/**
 * Eigen-CAM (Muhammad and Yeasin, IJCNN 2020): ReLU of the projection of the feature maps onto their first principal component.
 * Each cell is a point of F numbers, centred over the cells as pytorch-grad-cam does. The map shows what stands out in the
 * layer; it is the same for every class.
 *
 * <p>A principal component has no sign: the one is taken with which the projection correlates positively with the mean of the
 * feature maps.
 *
 * <p>The map is on the layer's grid and not negative.
 */
public final class EigenCam extends OnePassMethod {

    private EigenCam(@Nullable String layer) {
        super(layer);
    }

    /**
     * At the last layer with feature maps, {@link ExplainedNetwork#lastFeatureMaps}.
     *
     * @return the method
     */
    public static EigenCam atLastMaps() {
        return new EigenCam(null);
    }

    /**
     * At a layer.
     *
     * @param layer name of a layer or vertex that gives feature maps {@code [N, F, h, w]}
     * @return the method
     */
    public static EigenCam of(String layer) {
        return new EigenCam(named(layer));
    }

    @Override
    double[][] maps(ExplainedNetwork network, LayerMaps at, int[] classes, PassProgress progress) {
        double[][] maps = new double[classes.length][];
        for (int i = 0; i < maps.length; i++) {
            maps[i] = FeatureCells.rectified(projection(at.activations().of(i)));
        }
        progress.onPasses(classes.length, classes.length);
        return maps;
    }

    private static double[] projection(double[][] activations) {
        double[][] centred = activations.clone();
        double[] mean = new double[activations[0].length];
        for (int f = 0; f < centred.length; f++) {
            centred[f] = centred(activations[f]);
            for (int i = 0; i < mean.length; i++) {
                mean[i] += centred[f][i];
            }
        }
        double[] projection = FirstComponent.projection(centred);
        double product = 0;
        for (int i = 0; i < mean.length; i++) {
            product += mean[i] * projection[i];
        }
        if (product < 0) {
            for (int i = 0; i < projection.length; i++) {
                projection[i] = -projection[i];
            }
        }
        return projection;
    }

    private static double[] centred(double[] map) {
        double mean = 0;
        for (double value : map) {
            mean += value / map.length;
        }
        double[] centred = map.clone();
        for (int i = 0; i < centred.length; i++) {
            centred[i] -= mean;
        }
        return centred;
    }
}
