package org.cyborgml.models.layer;

import java.util.List;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Feature maps of twice the height and width, {@code [N, C, H, W]} to {@code [N, C, 2H, 2W]}: each cell becomes four, as with
 * PyTorch's {@code interpolate(mode="nearest")}.
 */
public final class DoubledMaps extends OneInputVertex {

    /** A vertex. */
    public DoubledMaps() {}

    @Override
    InputTypeConvolutional outputOf(List<InputTypeConvolutional> inputs) {
        InputTypeConvolutional maps = inputs.get(0);
        return (InputTypeConvolutional)
                InputType.convolutional(2 * maps.getHeight(), 2 * maps.getWidth(), maps.getChannels());
    }

    @Override
    public GraphVertex clone() {
        return new DoubledMaps();
    }

    @Override
    MapsVertexRuntime runtime(ComputationGraph graph, String name, int index, DataType dataType) {
        return new DoubledMapsRuntime(
                graph, name, index, dataType, LayerKernel.of(name, kernels -> kernels.upsampling(dataType)));
    }
}
