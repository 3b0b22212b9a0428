package org.cyborgml.explain;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Ablation-CAM (Desai and Ramaswamy, WACV 2020): ReLU of the sum of the feature maps, each weighted by the share of the class's
 * score that is lost when the map is set to zeros, {@code (score - score without it) / score}. Of a score of 0 the differences
 * themselves are the weights.
 *
 * <p>What reads the layer is run once for every feature map, with all images at a time. The map is on the layer's grid and not
 * negative. (For layers with negative values, pytorch-grad-cam sets a map to a very low number instead of zeros; the paper does
 * not.)
 */
public final class AblationCam extends OnePassMethod {

    private AblationCam(@Nullable String layer) {
        super(layer);
    }

    /**
     * At the last layer with feature maps, {@link ExplainedNetwork#lastFeatureMaps}.
     *
     * @return the method
     */
    public static AblationCam atLastMaps() {
        return new AblationCam(null);
    }

    /**
     * At a layer.
     *
     * @param layer name of a layer or vertex that gives feature maps {@code [N, F, h, w]}
     * @return the method
     */
    public static AblationCam of(String layer) {
        return new AblationCam(named(layer));
    }

    @Override
    double[][] maps(ExplainedNetwork network, LayerMaps at, int[] classes, PassProgress progress) {
        INDArray activations = at.pass().activations();
        INDArray scores = at.pass().scores();
        double[][] weights = new double[classes.length][at.activations().features()];
        for (int f = 0; f < at.activations().features(); f++) {
            INDArray map = activations.get(NDArrayIndex.all(), NDArrayIndex.point(f));
            INDArray kept = map.dup();
            map.assign(0);
            INDArray without = at.pass().scoresWith(activations);
            map.assign(kept);
            for (int i = 0; i < classes.length; i++) {
                double score = scores.getDouble(i, classes[i]);
                double lost = score - without.getDouble(i, classes[i]);
                weights[i][f] = score == 0 ? lost : lost / score;
            }
            progress.onPasses((f + 1L) * classes.length, (long) at.activations().features() * classes.length);
        }
        double[][] maps = new double[classes.length][];
        for (int i = 0; i < maps.length; i++) {
            maps[i] = at.rectifiedSum(weights[i], i);
        }
        return maps;
    }
}
