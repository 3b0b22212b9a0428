package org.cyborgml.models.layer;

import org.cyborgml.models.kernel.Kernels;
import org.cyborgml.models.kernel.MapsShape;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runs {@link PlainMaps}. */
final class PlainMapsRuntime extends MapsVertexRuntime {

    private final Kernels kernels;

    PlainMapsRuntime(ComputationGraph graph, String name, int vertexIndex, DataType dataType, Kernels kernels) {
        super(graph, name, vertexIndex, dataType);
        this.kernels = kernels;
    }

    Kernels kernels() {
        return kernels;
    }

    @Override
    long[] outputShape(INDArray[] alike) {
        return MapsShape.of(alike[0]).array();
    }

    @Override
    void forward(INDArray[] alike, INDArray output) {
        kernels.copy(alike[0], output);
    }

    @Override
    void backward(INDArray[] alike, INDArray gradOutput, INDArray[] gradInputs) {
        kernels.copy(gradOutput, gradInputs[0]);
    }
}
