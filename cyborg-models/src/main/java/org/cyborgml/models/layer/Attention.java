package org.cyborgml.models.layer;

import java.util.List;
import org.cyborgml.models.kernel.Kernels;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;

/** Feature maps {@code [N, C, H, W]}, the first input, times one map {@code [N, 1, H, W]}, the second, cell by cell. */
public final class Attention extends MapsVertex {

    /** An attention. */
    public Attention() {}

    @Override
    List<Object> settings() {
        return List.of();
    }

    @Override
    InputTypeConvolutional outputOf(List<InputTypeConvolutional> inputs) {
        InputTypeConvolutional maps = inputs.get(0);
        InputTypeConvolutional map = inputs.get(1);
        if (map.getChannels() != 1 || map.getHeight() != maps.getHeight() || map.getWidth() != maps.getWidth()) {
            throw new IllegalStateException(
                    "an attention takes feature maps and one map of the same height and width, but its inputs are "
                            + List.copyOf(inputs));
        }
        return maps;
    }

    @Override
    public GraphVertex clone() {
        return new Attention();
    }

    @Override
    public int minVertexInputs() {
        return 2;
    }

    @Override
    public int maxVertexInputs() {
        return 2;
    }

    @Override
    MapsVertexRuntime runtime(ComputationGraph graph, String name, int index, DataType dataType) {
        return new AttentionRuntime(
                graph, name, index, dataType, Kernels.current().attention(dataType));
    }
}
