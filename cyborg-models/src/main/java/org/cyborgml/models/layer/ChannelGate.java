package org.cyborgml.models.layer;

import java.util.List;
import java.util.Objects;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Feature maps {@code [N, C, H, W]}, the first input, changed by one number for each map, {@code [N, C, 1, 1]}, the second.
 */
public final class ChannelGate extends MapsVertex {

    private Gating gating = Gating.SCALE;

    @SuppressWarnings("unused") // JSON
    private ChannelGate() {}

    /**
     * A gate.
     *
     * @param gating the way in which the numbers change the maps
     */
    public ChannelGate(Gating gating) {
        this.gating = Objects.requireNonNull(gating, "gating");
    }

    /**
     * The way in which the numbers change the maps.
     *
     * @return the gating
     */
    public Gating gating() {
        return gating;
    }

    @Override
    List<Object> settings() {
        return List.of(gating);
    }

    @Override
    InputTypeConvolutional outputOf(List<InputTypeConvolutional> inputs) {
        InputTypeConvolutional maps = inputs.get(0);
        InputTypeConvolutional numbers = inputs.get(1);
        if (numbers.getChannels() != maps.getChannels() || numbers.getHeight() != 1 || numbers.getWidth() != 1) {
            throw new IllegalStateException(
                    "a gate takes feature maps and maps of one cell, as many, but its inputs are "
                            + List.copyOf(inputs));
        }
        return maps;
    }

    @Override
    public GraphVertex clone() {
        return new ChannelGate(gating);
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
        return LayerKernel.of(name, kernels -> new ChannelGateRuntime(graph, name, index, dataType, gating, kernels));
    }
}
