package org.cyborgml.models.layer;

import org.cyborgml.models.kernel.Kernels;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Feature maps as they are, to which no gradient goes back: the layers before learn nothing, though running statistics of
 * their batch norms move. PyTorch's {@code no_grad}, except that a backward pass of zeros is run.
 */
public final class WithoutGradient extends OneInputVertex {

    /** A vertex. */
    public WithoutGradient() {}

    @Override
    public GraphVertex clone() {
        return new WithoutGradient();
    }

    @Override
    MapsVertexRuntime runtime(ComputationGraph graph, String name, int index, DataType dataType) {
        return new WithoutGradientRuntime(graph, name, index, dataType, Kernels.current());
    }
}
