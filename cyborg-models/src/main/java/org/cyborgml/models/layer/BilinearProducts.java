package org.cyborgml.models.layer;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Bilinear interpolation of plain feature maps, corner cells on corner cells, as two products with constant matrices, [H, h] from
 * the left and [W, w] from the right, whose transposes give the gradient.
 */
final class BilinearProducts {

    private final INDArray rows;
    private final INDArray columns;

    /**
     * From small maps to large ones.
     *
     * @param small {@code [N, C, h, w]}, any of this size and type
     * @param height of the large maps
     * @param width of the large maps
     */
    BilinearProducts(INDArray small, long height, long width) {
        DataType type = small.dataType();
        this.rows = new AlignedCells((int) small.size(2), (int) height).weights(type);
        this.columns = new AlignedCells((int) small.size(3), (int) width).weights(type);
    }

    /** Fills the large maps. */
    void forward(INDArray small, INDArray large) {
        multiply(rows, flat(small), columns.transpose(), flat(large));
    }

    /** Fills the gradient of the small maps. */
    void backward(INDArray gradLarge, INDArray gradSmall) {
        multiply(rows.transpose(), flat(gradLarge), columns, flat(gradSmall));
    }

    /** Products from both sides: [maps, a, b] to [maps, A, B] by [A, a] and [b, B]. */
    private static void multiply(INDArray left, INDArray maps, INDArray right, INDArray result) {
        long count = maps.size(0);
        INDArray rows = maps.reshape('c', count * maps.size(1), maps.size(2)).mmul(right);
        INDArray wide = rows.reshape('c', count, maps.size(1), right.size(1));
        for (long i = 0; i < count; i++) {
            left.mmuli(wide.slice(i), result.slice(i));
        }
    }

    /** All maps of all samples behind each other, a view. */
    private static INDArray flat(INDArray maps) {
        return maps.reshape('c', maps.size(0) * maps.size(1), maps.size(2), maps.size(3));
    }
}
