package org.cyborgml.explain;

import java.util.Arrays;
import org.cyborgml.cam.ClassActivationMaps;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Explanations as numbers for each pixel of their image, and what is computed of them. */
final class ImageMaps {

    private ImageMaps() {}

    /** Refuses anything but one image [1, C, H, W] and one map [1, h, w]. */
    static void requireOne(INDArray image, INDArray map) {
        if (image.rank() != 4 || image.size(0) != 1 || map.rank() != 3 || map.size(0) != 1) {
            throw new IllegalArgumentException("must be one image [1, C, H, W] and its map [1, h, w], found "
                    + Arrays.toString(image.shape()) + " and " + Arrays.toString(map.shape()));
        }
    }

    /** Maps [N, h, w], enlarged to the size of images [N, C, H, W], as [N][H W]. */
    static double[][] ofPixels(INDArray maps, INDArray images) {
        int height = (int) images.size(2);
        int width = (int) images.size(3);
        INDArray large = maps.size(1) == height && maps.size(2) == width
                ? maps
                : ClassActivationMaps.upsample(maps, height, width);
        double[][] values = new double[(int) maps.size(0)][];
        for (int i = 0; i < values.length; i++) {
            values[i] = large.slice(i).castTo(DataType.DOUBLE).dup('c').data().asDouble();
        }
        return values;
    }

    /** Pearson's correlation, in [-1,1]; 0 if either is constant. */
    static double correlation(double[] a, double[] b) {
        double meanA = Arrays.stream(a).average().orElseThrow();
        double meanB = Arrays.stream(b).average().orElseThrow();
        double products = 0;
        double squaresA = 0;
        double squaresB = 0;
        for (int i = 0; i < a.length; i++) {
            products += (a[i] - meanA) * (b[i] - meanB);
            squaresA += (a[i] - meanA) * (a[i] - meanA);
            squaresB += (b[i] - meanB) * (b[i] - meanB);
        }
        double length = Math.sqrt(squaresA) * Math.sqrt(squaresB);
        return length == 0 ? 0 : Math.max(-1, Math.min(1, products / length));
    }
}
