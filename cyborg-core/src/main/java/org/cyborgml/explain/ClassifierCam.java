package org.cyborgml.explain;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * CAM, the class activation map (Zhou et al., CVPR 2016): the sum of the feature maps, weighted by the classifier's weights for
 * the class. It asks for a linear classifier on average-pooled maps: a CYBORG head, or global average pooling and an {@code
 * OutputLayer} or {@code DenseLayer} of the user's own.
 *
 * <p>The map is on the layer's grid, without bias, and may be negative. Of a network with a CYBORG head it is what {@link
 * org.cyborgml.cam.CamExtractor} gives.
 */
public final class ClassifierCam extends OnePassMethod {

    /** Above rounding in single precision, below any other pooling. */
    private static final double TOLERANCE = 1e-3;

    private ClassifierCam(@Nullable String layer) {
        super(layer);
    }

    /**
     * At the maps of a CYBORG head's CAM, or else at the last layer with feature maps.
     *
     * @return the method
     */
    public static ClassifierCam atLastMaps() {
        return new ClassifierCam(null);
    }

    /**
     * At a layer.
     *
     * @param layer name of a layer or vertex that gives as many feature maps as the classifier has weights for a class
     * @return the method
     */
    public static ClassifierCam of(String layer) {
        return new ClassifierCam(named(layer));
    }

    @Override
    String defaultLayer(ExplainedNetwork network, INDArray images) {
        return network.classifier().camMaps(network.network()).orElseGet(() -> super.defaultLayer(network, images));
    }

    @Override
    double[][] maps(ExplainedNetwork network, LayerMaps at, int[] classes, PassProgress progress) {
        INDArray weights = network.classifier()
                .weights(network.network())
                .orElseThrow(() -> new IllegalArgumentException(
                        "the network's classifier has no weights of its own, which CAM reads; take Grad-CAM"));
        FeatureCells activations = at.activations();
        if (weights.size(1) != activations.features()) {
            throw new IllegalArgumentException("CAM wants a feature map for each of the classifier's " + weights.size(1)
                    + " weights, but layer \"" + at.layer() + "\" gives " + activations.features()
                    + "; take Grad-CAM there");
        }
        if (network.classifier().camMaps(network.network()).isEmpty()) {
            requireAveragePooling(network, at);
        }
        double[][] maps = new double[classes.length][];
        for (int i = 0; i < maps.length; i++) {
            boolean isNegated = weights.size(0) == 1 && classes[i] == 0;
            INDArray row = weights.getRow(weights.size(0) == 1 ? 0 : classes[i]);
            double[] ofClass = row.dup().toDoubleVector();
            double sign = isNegated ? -1 : 1;
            maps[i] = FeatureCells.weighted(
                    Arrays.stream(ofClass).map(w -> sign * w).toArray(), activations.of(i));
        }
        progress.onPasses(classes.length, classes.length);
        return maps;
    }

    private static void requireAveragePooling(ExplainedNetwork network, LayerMaps at) {
        INDArray scores = at.pass().scores();
        INDArray ofMeans = network.classifier().scores(at.pass().activations().mean(2, 3));
        double largest = Math.max(1, scores.amaxNumber().doubleValue());
        if (scores.sub(ofMeans).amaxNumber().doubleValue() > TOLERANCE * largest) {
            throw new IllegalArgumentException("CAM wants a classifier on the means of layer \"" + at.layer()
                    + "\"'s maps, but the network's scores are not those of the means; take Grad-CAM");
        }
    }
}
