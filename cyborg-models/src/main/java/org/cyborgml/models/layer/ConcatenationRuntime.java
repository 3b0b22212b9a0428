package org.cyborgml.models.layer;

import java.util.List;
import org.cyborgml.models.kernel.ConcatenationKernel;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runs a {@link Concatenation}. */
final class ConcatenationRuntime extends MapsVertexRuntime {

    private final ConcatenationKernel kernel;

    ConcatenationRuntime(
            ComputationGraph graph, String name, int vertexIndex, DataType dataType, ConcatenationKernel kernel) {
        super(graph, name, vertexIndex, dataType);
        this.kernel = kernel;
    }

    @Override
    long[] outputShape(INDArray[] alike) {
        long[] shape = alike[0].shape().clone();
        shape[1] = 0;
        for (INDArray input : alike) {
            if (input.size(0) != shape[0] || input.size(2) != shape[2] || input.size(3) != shape[3]) {
                throw wrongInputs("concatenates feature maps that differ in their number alone");
            }
            shape[1] += input.size(1);
        }
        return shape;
    }

    @Override
    void forward(INDArray[] alike, INDArray output) {
        kernel.forward(List.of(alike), output);
    }

    @Override
    void backward(INDArray[] alike, INDArray gradOutput, INDArray[] gradInputs) {
        kernel.backward(gradOutput, List.of(gradInputs));
    }
}
