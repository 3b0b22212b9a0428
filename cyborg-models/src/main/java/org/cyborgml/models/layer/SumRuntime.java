package org.cyborgml.models.layer;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.cyborgml.models.kernel.FusedActivation;
import org.cyborgml.models.kernel.SumKernel;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runs a {@link Sum}. */
final class SumRuntime extends MapsVertexRuntime {

    private final SumKernel kernel;

    private final FusedActivation activation;

    private @Nullable INDArray output;

    SumRuntime(
            ComputationGraph graph,
            String name,
            int vertexIndex,
            DataType dataType,
            FusedActivation activation,
            SumKernel kernel) {
        super(graph, name, vertexIndex, dataType);
        this.activation = activation;
        this.kernel = kernel;
    }

    FusedActivation activation() {
        return activation;
    }

    /**
     * The shortcut: of two inputs the one that does not come from the given layer. Empty if it is made after that layer, since
     * it might still be of another pass.
     */
    Optional<INDArray> shortcut(PassArrays ofLayer) {
        INDArray[] inputs = getInputs();
        OptionalInt other = arrays().otherOfTwo(ofLayer);
        return other.isPresent() ? Optional.ofNullable(inputs[other.getAsInt()]) : Optional.empty();
    }

    @Override
    long[] outputShape(INDArray[] alike) {
        long[] shape = alike[0].shape();
        if (!Arrays.stream(alike).allMatch(i -> Arrays.equals(i.shape(), shape))) {
            throw wrongInputs("adds feature maps of one shape");
        }
        return shape;
    }

    @Override
    void forward(INDArray[] alike, INDArray result) {
        kernel.forward(List.of(alike), result);
        output = result;
    }

    @Override
    void backward(INDArray[] alike, INDArray gradOutput, INDArray[] gradInputs) {
        INDArray result = output;
        if (result == null) {
            throw new IllegalStateException(
                    "vertex \"" + getVertexName() + "\" goes backward only after a forward pass");
        }
        output = null;
        kernel.backward(result, gradOutput, gradInputs[0]);
        for (int i = 1; i < gradInputs.length; i++) {
            gradInputs[i].assign(gradInputs[0]);
        }
    }

    @Override
    public void clear() {
        super.clear();
        output = null;
    }
}
