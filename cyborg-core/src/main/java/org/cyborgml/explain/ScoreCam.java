package org.cyborgml.explain;

import java.util.Arrays;
import org.cyborgml.cam.ClassActivationMaps;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Score-CAM (Wang et al., CVPR workshops 2020): ReLU of the sum of the feature maps, weighted by the softmax over the maps of
 * the class's scores for the image times the map, which is enlarged to the image and scaled to [0,1]. The score of a blank
 * image, which the paper subtracts from each, falls out of the softmax.
 *
 * <p>Maps are enlarged between the centres of cells, as the authors' code does ({@code align_corners=False}; pytorch-grad-cam
 * aligns the corners). The image goes through the network once for every feature map, some at a time. The map is on the
 * layer's grid and not negative.
 */
public final class ScoreCam extends FeatureMethod {

    private static final double EPS = 1e-8;

    private ScoreCam(@Nullable String layer) {
        super(layer);
    }

    /**
     * At the last layer with feature maps, {@link ExplainedNetwork#lastFeatureMaps}.
     *
     * @return the method
     */
    public static ScoreCam atLastMaps() {
        return new ScoreCam(null);
    }

    /**
     * At a layer.
     *
     * @param layer name of a layer or vertex that gives feature maps {@code [N, F, h, w]}
     * @return the method
     */
    public static ScoreCam of(String layer) {
        return new ScoreCam(named(layer));
    }

    @Override
    public INDArray explain(ExplainedNetwork network, INDArray images, int[] classes, PassProgress progress) {
        String layer = layer(network, images);
        INDArray activations = network.atLayer(layer, images, pass -> {
            LayerMaps.of(layer, pass, classes);
            return pass.activations();
        });
        FeatureCells cells = FeatureCells.of(layer, activations);
        double[][] maps = new double[classes.length][];
        for (int i = 0; i < maps.length; i++) {
            ChangedCopies copies = ChangedCopies.of(network, images, i, classes[i]);
            INDArray ofImage = activations.slice(i);
            double[] scores = copies.scores(
                    cells.features(), f -> copies.image().mul(mask(ofImage, f, images)), progress, maps.length);
            maps[i] = FeatureCells.rectified(FeatureCells.weighted(softmax(scores), cells.of(i)));
        }
        return network.stacked(maps, cells.height(), cells.width());
    }

    private static double[] softmax(double[] scores) {
        double most = Arrays.stream(scores).max().orElseThrow();
        double[] weights =
                Arrays.stream(scores).map(score -> Math.exp(score - most)).toArray();
        double sum = Arrays.stream(weights).sum();
        return Arrays.stream(weights).map(weight -> weight / sum).toArray();
    }

    /** A feature map over the whole image, scaled to [0,1]: [1, H, W]. */
    private static INDArray mask(INDArray activations, int feature, INDArray images) {
        INDArray map = activations.slice(feature);
        INDArray large = ClassActivationMaps.upsample(
                map.reshape(1, map.size(0), map.size(1)), (int) images.size(2), (int) images.size(3));
        double least = large.minNumber().doubleValue();
        double most = large.maxNumber().doubleValue();
        return large.subi(least).divi(most - least + EPS);
    }
}
