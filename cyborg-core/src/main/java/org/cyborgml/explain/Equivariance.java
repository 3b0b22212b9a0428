package org.cyborgml.explain;

import java.util.function.UnaryOperator;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Equivariance of explanations: a changed image should have the changed map. Compares, by Pearson's correlation over the pixels,
 * the map of a mirrored or moved image, changed back, with the map of the image itself. 1 is equivariant.
 */
public final class Equivariance {

    private Equivariance() {}

    /**
     * Mirrors the images left to right.
     *
     * @param network the network
     * @param method the method
     * @param images {@code [N, C, H, W]}
     * @param classes the class to explain of each image, before and after
     * @return N correlations in [-1,1]; 0 where a map is constant
     */
    public static double[] mirrored(
            ExplainedNetwork network, ExplanationMethod method, INDArray images, int[] classes) {
        int width = (int) images.size(3);
        INDArray changed = images.ulike();
        for (int x = 0; x < width; x++) {
            column(changed, x).assign(column(images, width - 1 - x));
        }
        return correlations(network, method, images, changed, classes, map -> map, map -> {
            double[] back = new double[map.length];
            for (int k = 0; k < back.length; k++) {
                back[k] = map[k - k % width + width - 1 - k % width];
            }
            return back;
        });
    }

    /**
     * Moves the images to the right; the left column is repeated where nothing is known. Pixels that are in both images are
     * compared.
     *
     * @param network the network
     * @param method the method
     * @param images {@code [N, C, H, W]}
     * @param classes the class to explain of each image, before and after
     * @param pixels at least 1, less than the width
     * @return N correlations in [-1,1]; 0 where a map is constant
     * @throws IllegalArgumentException if the number of pixels is out of range
     */
    public static double[] moved(
            ExplainedNetwork network, ExplanationMethod method, INDArray images, int[] classes, int pixels) {
        int width = (int) images.size(3);
        if (pixels < 1 || pixels >= width) {
            throw new IllegalArgumentException(
                    "images of " + width + " columns can be moved by 1 to " + (width - 1) + ", found " + pixels);
        }
        INDArray changed = images.ulike();
        for (int x = 0; x < width; x++) {
            column(changed, x).assign(column(images, Math.max(0, x - pixels)));
        }
        return correlations(
                network,
                method,
                images,
                changed,
                classes,
                map -> columns(map, width, 0, width - pixels),
                map -> columns(map, width, pixels, width));
    }

    /** Compares the maps of images and of changed ones, each brought to the pixels that are compared. */
    private static double[] correlations(
            ExplainedNetwork network,
            ExplanationMethod method,
            INDArray images,
            INDArray changed,
            int[] classes,
            UnaryOperator<double[]> ofMap,
            UnaryOperator<double[]> ofChangedMap) {
        double[][] before = ImageMaps.ofPixels(method.explain(network, images, classes), images);
        double[][] after = ImageMaps.ofPixels(method.explain(network, changed, classes), images);
        double[] correlations = new double[before.length];
        for (int i = 0; i < correlations.length; i++) {
            correlations[i] = ImageMaps.correlation(ofMap.apply(before[i]), ofChangedMap.apply(after[i]));
        }
        return correlations;
    }

    private static INDArray column(INDArray images, int x) {
        return images.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.point(x));
    }

    private static double[] columns(double[] map, int width, int from, int to) {
        double[] part = new double[map.length / width * (to - from)];
        for (int i = 0; i < part.length; i++) {
            part[i] = map[i / (to - from) * width + from + i % (to - from)];
        }
        return part;
    }
}
