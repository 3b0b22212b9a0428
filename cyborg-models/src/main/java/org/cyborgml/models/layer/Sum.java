package org.cyborgml.models.layer;

import java.util.List;
import java.util.Objects;
import org.cyborgml.models.kernel.FusedActivation;
import org.cyborgml.models.kernel.Kernels;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The sum of feature maps of one shape {@code [N, C, H, W]}, with a ReLU after it where wanted: the end of a residual
 * block. With one input it is a ReLU that leaves its input as it is, which DL4J's own does not do at inference.
 */
public final class Sum extends MapsVertex {

    private static final int MAX_INPUTS = 64;

    private FusedActivation activation = FusedActivation.NONE;

    @SuppressWarnings("unused") // JSON
    private Sum() {}

    /**
     * A sum.
     *
     * @param activation applied to the sum
     */
    public Sum(FusedActivation activation) {
        this.activation = Objects.requireNonNull(activation, "activation");
    }

    /**
     * Activation after the sum.
     *
     * @return the activation
     */
    public FusedActivation activation() {
        return activation;
    }

    @Override
    List<Object> settings() {
        return List.of(activation);
    }

    @Override
    InputTypeConvolutional outputOf(List<InputTypeConvolutional> inputs) {
        if (inputs.stream().distinct().count() > 1) {
            throw new IllegalStateException(
                    "a sum takes feature maps of one shape, but its inputs are " + List.copyOf(inputs));
        }
        return inputs.get(0);
    }

    @Override
    public GraphVertex clone() {
        return new Sum(activation);
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
        return new SumRuntime(
                graph, name, index, dataType, activation, Kernels.current().sum(activation, dataType));
    }
}
