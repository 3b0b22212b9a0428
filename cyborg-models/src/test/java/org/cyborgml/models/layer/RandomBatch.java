package org.cyborgml.models.layer;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.rng.Random;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Random images with labels of two classes by turns and random maps, always the same ones for the same shape. */
final class RandomBatch {

    private RandomBatch() {}

    static MultiDataSet of(ComputationGraph network, int n, int channels, int height, int width) {
        Random random = Nd4j.getRandomFactory().getNewRandomInstance(5);
        INDArray images =
                Nd4j.rand(-1.0, 1.0, random, n, channels, height, width).castTo(DataType.DOUBLE);
        INDArray labels = Nd4j.zeros(DataType.DOUBLE, n, 2);
        for (int i = 0; i < n; i++) {
            labels.putScalar(i, i % 2, 1);
        }
        long[] map = network.output(images)[1].shape();
        INDArray maps = Nd4j.rand(0.0, 1.0, random, map).castTo(DataType.DOUBLE);
        return new MultiDataSet(new INDArray[] {images}, new INDArray[] {labels, maps});
    }
}
