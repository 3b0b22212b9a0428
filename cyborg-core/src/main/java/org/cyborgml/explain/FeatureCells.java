package org.cyborgml.explain;

import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Feature maps, or gradients for them, as numbers: of each image and map its cells, row by row. */
final class FeatureCells {

    private final double[] values;
    private final int features;
    private final int height;
    private final int width;

    private FeatureCells(double[] values, int features, int height, int width) {
        this.values = values;
        this.features = features;
        this.height = height;
        this.width = width;
    }

    /** Takes maps [N, F, h, w]. */
    static FeatureCells of(String layer, INDArray maps) {
        if (maps.rank() != 4) {
            throw new IllegalArgumentException("layer \"" + layer
                    + "\" must give feature maps [N, F, h, w] to be explained by, found "
                    + Arrays.toString(maps.shape()));
        }
        double[] values = maps.castTo(DataType.DOUBLE).dup('c').data().asDouble();
        return new FeatureCells(values, (int) maps.size(1), (int) maps.size(2), (int) maps.size(3));
    }

    int features() {
        return features;
    }

    int height() {
        return height;
    }

    int width() {
        return width;
    }

    int cells() {
        return height * width;
    }

    /** The maps of an image, [F][cells]. */
    double[][] of(int image) {
        double[][] maps = new double[features][];
        for (int f = 0; f < features; f++) {
            int from = (image * features + f) * cells();
            maps[f] = Arrays.copyOfRange(values, from, from + cells());
        }
        return maps;
    }

    /** The sum of maps [F][cells] with a weight for each. */
    static double[] weighted(double[] weights, double[][] maps) {
        double[] sum = new double[maps[0].length];
        for (int f = 0; f < maps.length; f++) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += weights[f] * maps[f][i];
            }
        }
        return sum;
    }

    /** Sets what is negative to 0, in place. */
    static double[] rectified(double[] map) {
        for (int i = 0; i < map.length; i++) {
            map[i] = Math.max(0, map[i]);
        }
        return map;
    }
}
