package org.cyborgml.models.layer;

import java.util.List;
import org.cyborgml.models.kernel.Kernels;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Concatenation of feature maps along the channels: {@code [N, C1, H, W], [N, C2, H, W], ...} to {@code [N, C1 + C2 + ..., H, W]}. It does
 * what DL4J's {@code MergeVertex} does, but copies whole blocks of memory in both directions.
 */
public final class Concatenation extends MapsVertex {

    private static final int MAX_INPUTS = 64;

    /** A concatenation. */
    public Concatenation() {}

    @Override
    List<Object> settings() {
        return List.of();
    }

    @Override
    InputTypeConvolutional outputOf(List<InputTypeConvolutional> inputs) {
        InputTypeConvolutional first = inputs.get(0);
        long channels = 0;
        for (InputTypeConvolutional input : inputs) {
            if (input.getHeight() != first.getHeight() || input.getWidth() != first.getWidth()) {
                throw new IllegalStateException(
                        "a concatenation takes feature maps of one height and width, but its inputs are "
                                + List.copyOf(inputs));
            }
            channels += input.getChannels();
        }
        return (InputTypeConvolutional) InputType.convolutional(first.getHeight(), first.getWidth(), channels);
    }

    @Override
    public GraphVertex clone() {
        return new Concatenation();
    }

    @Override
    public int minVertexInputs() {
        return 1;
    }

    @Override
    public int maxVertexInputs() {
        return MAX_INPUTS;
    }

    @Override
    MapsVertexRuntime runtime(ComputationGraph graph, String name, int index, DataType dataType) {
        return new ConcatenationRuntime(
                graph, name, index, dataType, Kernels.current().concatenation(dataType));
    }
}
