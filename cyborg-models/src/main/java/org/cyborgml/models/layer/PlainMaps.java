package org.cyborgml.models.layer;

import java.util.List;
import org.cyborgml.models.kernel.Kernels;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Brings feature maps into the layout {@code [N, C, H, W]}, from whatever layout they are in. To be put between layers of this
 * package and layers that know no other layout, such as the head.
 */
public final class PlainMaps extends MapsVertex {

    /** A vertex. */
    public PlainMaps() {}

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
        return new PlainMaps();
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
        return new PlainMapsRuntime(graph, name, index, dataType, Kernels.current());
    }
}
