package org.cyborgml.models.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Upsampling by ND4J's operations, maps in blocks too: a cell's channels stay together. */
final class Nd4jUpsampling implements UpsamplingKernel {

    /** The rows of cells of all maps, each cell with its channels of a block: [maps, h, w, b]. */
    private static INDArray cells(INDArray maps) {
        long block = ChannelBlocks.size(maps);
        return maps.reshape(
                'c', maps.length() / (maps.size(2) * maps.size(3) * block), maps.size(2), maps.size(3), block);
    }

    /** Larger maps with the two rows and columns of each cell as axes of their own: [maps, h, 2, w, 2, b]. */
    private static INDArray fours(INDArray large) {
        INDArray cells = cells(large);
        return cells.reshape('c', cells.size(0), cells.size(1) / 2, 2, cells.size(2) / 2, 2, cells.size(3));
    }

    @Override
    public void forward(INDArray input, INDArray output) {
        INDArray small = cells(input);
        INDArray fours = fours(output);
        for (int row = 0; row < 2; row++) {
            for (int column = 0; column < 2; column++) {
                of(fours, row, column).assign(small);
            }
        }
    }

    @Override
    public void backward(INDArray gradOutput, INDArray gradInput) {
        INDArray fours = fours(gradOutput);
        INDArray sum = cells(gradInput);
        sum.assign(of(fours, 0, 0));
        sum.addi(of(fours, 0, 1)).addi(of(fours, 1, 0)).addi(of(fours, 1, 1));
    }

    /** One of each four cells: [maps, h, w, b], a view. */
    private static INDArray of(INDArray fours, int row, int column) {
        long[] s = fours.shape();
        long rowStride = s[3] * 2 * s[5];
        return Nd4j.create(
                fours.data(),
                new long[] {s[0], s[1], s[3], s[5]},
                new long[] {s[1] * 2 * rowStride, 2 * rowStride, 2 * s[5], 1},
                fours.offset() + row * rowStride + column * s[5],
                'c',
                fours.dataType());
    }
}
