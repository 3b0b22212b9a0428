package org.cyborgml.examples;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.rng.Random;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Draws images for programs that run without data: noise with a square, red in class 0 and blue in class 1, in one of two
 * corners. The human saliency map is the square.
 */
final class ToyImages {

    /** Side of the images, pixels. */
    static final int SIDE = 32;

    private static final int SQUARE = 12;

    private ToyImages() {}

    /**
     * Draws a batch.
     *
     * @param count N
     * @param grid side of the network's CAM grid, h = w
     * @param seed of the noise
     * @return images [N, 3, 32, 32] in [0,1], one-hot labels [N, 2] and maps [N, h, w] in [0,1]
     */
    static MultiDataSet batch(int count, int grid, long seed) {
        Random random = Nd4j.getRandomFactory().getNewRandomInstance(seed);
        INDArray images = Nd4j.rand(random, count, 3, SIDE, SIDE).muli(0.5);
        INDArray labels = Nd4j.zeros(count, 2);
        INDArray maps = Nd4j.zeros(count, grid, grid);
        for (int i = 0; i < count; i++) {
            int at = i % 4 < 2 ? 2 : SIDE - SQUARE - 2;
            var rows = NDArrayIndex.interval(at, at + SQUARE);
            int channel = i % 2 == 0 ? 0 : 2;
            images.get(NDArrayIndex.point(i), NDArrayIndex.point(channel), rows, rows)
                    .addi(0.5);
            int first = at * grid / SIDE;
            var cells = NDArrayIndex.interval(first, first + Math.max(1, SQUARE * grid / SIDE));
            maps.get(NDArrayIndex.point(i), cells, cells).assign(1);
            labels.putScalar(i, i % 2, 1);
        }
        return new MultiDataSet(new INDArray[] {images}, new INDArray[] {labels, maps});
    }
}
