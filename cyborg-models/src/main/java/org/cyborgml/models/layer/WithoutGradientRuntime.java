package org.cyborgml.models.layer;

import org.cyborgml.models.kernel.Kernels;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Runs {@link WithoutGradient}. */
final class WithoutGradientRuntime extends MapsVertexRuntime {

    private final Kernels kernels;

    WithoutGradientRuntime(ComputationGraph graph, String name, int vertexIndex, DataType dataType, Kernels kernels) {
        super(graph, name, vertexIndex, dataType);
        this.kernels = kernels;
    }

    @Override
    long[] outputShape(INDArray[] alike) {
        return alike[0].shape();
    }

    @Override
    void forward(INDArray[] alike, INDArray output) {
        kernels.copy(alike[0], output);
    }

    @Override
    void backward(INDArray[] alike, INDArray gradOutput, INDArray[] gradInputs) {
        kernels.copy(Nd4j.zeros(dataType, gradInputs[0].shape()), gradInputs[0]);
    }
}
