package org.cyborgml.models.layer;

import java.util.Arrays;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.broadcast.BroadcastMulOp;
import org.nd4j.linalg.factory.Nd4j;

/** Runs an {@link Attention}. */
final class AttentionRuntime extends MapsVertexRuntime {

    AttentionRuntime(ComputationGraph graph, String name, int vertexIndex, DataType dataType) {
        super(graph, name, vertexIndex, dataType);
    }

    @Override
    long[] outputShape(INDArray[] alike) {
        long[] shape = alike[0].shape();
        long[] ofMap = shape.clone();
        ofMap[1] = 1;
        if (!Arrays.equals(alike[1].shape(), ofMap)) {
            throw wrongInputs("takes feature maps and one map of the same height and width");
        }
        return shape;
    }

    /** The maps of one sample as a matrix [maps, cells], a view. */
    private static INDArray matrix(INDArray maps, long sample) {
        INDArray one = maps.slice(sample);
        return one.reshape('c', one.size(0), one.size(1) * one.size(2));
    }

    private static void weigh(INDArray maps, INDArray map, INDArray result) {
        for (int n = 0; n < maps.size(0); n++) {
            INDArray row = map.slice(n).reshape(map.size(2) * map.size(3));
            Nd4j.exec(new BroadcastMulOp(matrix(maps, n), row, matrix(result, n), 1));
        }
    }

    @Override
    void forward(INDArray[] alike, INDArray output) {
        weigh(alike[0], alike[1], output);
    }

    @Override
    void backward(INDArray[] alike, INDArray gradOutput, INDArray[] gradInputs) {
        weigh(gradOutput, alike[1], gradInputs[0]);
        for (int n = 0; n < gradOutput.size(0); n++) {
            INDArray products = matrix(gradOutput, n).mul(matrix(alike[0], n));
            matrix(gradInputs[1], n).assign(products.sum(true, 0));
        }
    }
}
