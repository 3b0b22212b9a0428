package org.cyborgml.models.layer;

import org.cyborgml.models.kernel.UpsamplingKernel;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runs {@link DoubledMaps}. */
final class DoubledMapsRuntime extends MapsVertexRuntime {

    private final UpsamplingKernel kernel;

    DoubledMapsRuntime(
            ComputationGraph graph, String name, int vertexIndex, DataType dataType, UpsamplingKernel kernel) {
        super(graph, name, vertexIndex, dataType);
        this.kernel = kernel;
    }

    @Override
    long[] outputShape(INDArray[] alike) {
        long[] shape = alike[0].shape().clone();
        shape[2] *= 2;
        shape[3] *= 2;
        return shape;
    }

    @Override
    void forward(INDArray[] alike, INDArray output) {
        kernel.forward(alike[0], output);
    }

    @Override
    void backward(INDArray[] alike, INDArray gradOutput, INDArray[] gradInputs) {
        kernel.backward(gradOutput, gradInputs[0]);
    }
}
