package org.cyborgml.models.layer;

import java.util.Arrays;
import org.cyborgml.models.kernel.AttentionKernel;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runs an {@link Attention}. */
final class AttentionRuntime extends MapsVertexRuntime {

    private final AttentionKernel kernel;

    AttentionRuntime(ComputationGraph graph, String name, int vertexIndex, DataType dataType, AttentionKernel kernel) {
        super(graph, name, vertexIndex, dataType);
        this.kernel = kernel;
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

    @Override
    void forward(INDArray[] alike, INDArray output) {
        kernel.forward(alike[0], alike[1], output);
    }

    @Override
    void backward(INDArray[] alike, INDArray gradOutput, INDArray[] gradInputs) {
        kernel.backward(alike[0], alike[1], gradOutput, gradInputs[0], gradInputs[1]);
    }
}
