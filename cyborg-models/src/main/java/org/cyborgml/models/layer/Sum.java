package org.cyborgml.models.layer;

import java.util.List;
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
    private double dropConnect;

    @SuppressWarnings("unused") // JSON
    private Sum() {}

    /**
     * A sum.
     *
     * @param activation applied to the sum, no swish
     * @throws IllegalArgumentException if it is a swish
     */
    public Sum(FusedActivation activation) {
        this(activation, 0);
    }

    private Sum(FusedActivation activation, double dropConnect) {
        this.activation = activation.ofSum();
        this.dropConnect = ChannelDropout.requireProbability(dropConnect);
        if (activation != FusedActivation.NONE && dropConnect > 0) {
            throw new IllegalArgumentException("a sum with drop connect has no activation, found " + activation);
        }
    }

    /**
     * The same sum with drop connect (EfficientNet's stochastic depth): in training the first input of a sample becomes 0 with
     * probability p, and is else multiplied by 1 / (1 - p). At inference nothing changes. What is drawn depends on the
     * network's seed, the vertex's place in the network, the iteration and the epoch alone.
     *
     * @param probability p, in [0,1)
     * @return a changed copy
     * @throws IllegalArgumentException if p is outside [0,1), or above 0 in a sum with an activation
     */
    public Sum withDropConnect(double probability) {
        return new Sum(activation, probability);
    }

    /**
     * Probability of dropping the first input of a sample in training.
     *
     * @return p in [0,1)
     */
    public double dropConnect() {
        return dropConnect;
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
        return List.of(activation, dropConnect);
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
        return new Sum(activation, dropConnect);
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
        return new SumRuntime(graph, name, index, dataType, this, Kernels.current());
    }
}
