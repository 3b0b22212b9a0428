package org.cyborgml.cam;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Bilinear interpolation as two products with constant matrices, one for each direction. */
final class Upsampling {

    private Upsampling() {}

    static INDArray bilinear(INDArray maps, int height, int width) {
        if (maps.rank() != 3 || height < 1 || width < 1) {
            throw new IllegalArgumentException("maps [N, h, w] can be enlarged to at least 1x1; found maps "
                    + java.util.Arrays.toString(maps.shape()) + " and size " + height + "x" + width);
        }
        INDArray rows = weights((int) maps.size(1), height).castTo(maps.dataType());
        INDArray columns =
                weights((int) maps.size(2), width).castTo(maps.dataType()).transpose();
        INDArray result = Nd4j.create(maps.dataType(), maps.size(0), height, width);
        for (int i = 0; i < maps.size(0); i++) {
            result.slice(i).assign(rows.mmul(maps.slice(i)).mmul(columns));
        }
        return result;
    }

    /** [to, from]: each row holds the weights of the two nearest cells. */
    private static INDArray weights(int from, int to) {
        double[][] weights = new double[to][from];
        double step = (double) from / to;
        for (int i = 0; i < to; i++) {
            double at = Math.max(0, (i + 0.5) * step - 0.5);
            int low = Math.min((int) at, from - 1);
            int high = Math.min(low + 1, from - 1);
            double share = at - low;
            weights[i][low] += 1 - share;
            weights[i][high] += share;
        }
        return Nd4j.create(weights);
    }
}
