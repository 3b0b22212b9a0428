package org.cyborgml.models.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.broadcast.BroadcastMulOp;
import org.nd4j.linalg.factory.Nd4j;

/** Attention by ND4J's operations, sample by sample. */
final class Nd4jAttention implements AttentionKernel {

    /** The maps of one sample as a matrix [maps, cells], a view. */
    private static INDArray matrix(INDArray maps, long sample) {
        INDArray one = maps.slice(sample);
        return one.reshape('c', one.size(0), one.size(1) * one.size(2));
    }

    @Override
    public void forward(INDArray maps, INDArray map, INDArray output) {
        for (int n = 0; n < maps.size(0); n++) {
            INDArray row = map.slice(n).reshape(map.size(2) * map.size(3));
            Nd4j.exec(new BroadcastMulOp(matrix(maps, n), row, matrix(output, n), 1));
        }
    }

    @Override
    public void backward(INDArray maps, INDArray map, INDArray gradOutput, INDArray gradMaps, INDArray gradMap) {
        forward(gradOutput, map, gradMaps);
        for (int n = 0; n < gradOutput.size(0); n++) {
            INDArray products = matrix(gradOutput, n).mul(matrix(maps, n));
            matrix(gradMap, n).assign(products.sum(true, 0));
        }
    }
}
