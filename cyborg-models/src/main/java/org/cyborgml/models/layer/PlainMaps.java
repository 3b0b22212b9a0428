package org.cyborgml.models.layer;

import org.cyborgml.models.kernel.Kernels;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Brings feature maps into the layout {@code [N, C, H, W]}, from whatever layout they are in. To be put between layers of this
 * package and layers that know no other layout, such as the head.
 */
public final class PlainMaps extends OneInputVertex {

    /** A vertex. */
    public PlainMaps() {}

    @Override
    public GraphVertex clone() {
        return new PlainMaps();
    }

    @Override
    MapsVertexRuntime runtime(ComputationGraph graph, String name, int index, DataType dataType) {
        return new PlainMapsRuntime(graph, name, index, dataType, Kernels.current());
    }
}
