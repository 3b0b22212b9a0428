package org.cyborgml.models.layer;

import java.util.List;
import org.cyborgml.models.kernel.Kernels;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Feature maps as they are, to which no gradient goes back: the layers before learn nothing, though running statistics of
 * their batch norms move. PyTorch's {@code no_grad}, except that a backward pass of zeros is run.
 */
public final class WithoutGradient extends MapsVertex {

    /** A vertex. */
    public WithoutGradient() {}

    @Override
    List<Object> settings() {
        return List.of();
    }

    @Override
    InputTypeConvolutional outputOf(List<InputTypeConvolutional> inputs) {
        return inputs.get(0);
    }

    @Override
    public GraphVertex clone() {
        return new WithoutGradient();
    }

    @Override
    public int minVertexInputs() {
        return 1;
    }

    @Override
    public int maxVertexInputs() {
        return 1;
    }

    @Override
    MapsVertexRuntime runtime(ComputationGraph graph, String name, int index, DataType dataType) {
        return new WithoutGradientRuntime(graph, name, index, dataType, Kernels.current());
    }
}
