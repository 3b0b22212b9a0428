package org.cyborgml.models.layer;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.cyborgml.models.kernel.FusedActivation;
import org.cyborgml.models.kernel.Kernels;
import org.cyborgml.models.kernel.SumKernel;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Runs a {@link Sum}. */
final class SumRuntime extends MapsVertexRuntime {

    private final SumKernel kernel;

    private final Kernels kernels;

    private final Sum configuration;

    private @Nullable INDArray output;

    /** The factors of the first input's samples in the last pass, [N]; null without drop connect. */
    private @Nullable INDArray factors;

    SumRuntime(
            ComputationGraph graph,
            String name,
            int vertexIndex,
            DataType dataType,
            Sum configuration,
            Kernels kernels) {
        super(graph, name, vertexIndex, dataType);
        this.configuration = configuration;
        this.kernels = kernels;
        this.kernel = kernels.sum(configuration.activation(), dataType);
    }

    FusedActivation activation() {
        return configuration.activation();
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
    void forward(boolean training, INDArray[] alike, INDArray result) {
        if (!training || configuration.dropConnect() == 0) {
            forward(alike, result);
            return;
        }
        INDArray drawn = draw(alike[0].size(0));
        kernels.scaleMaps(alike[0], drawn, result);
        for (int i = 1; i < alike.length; i++) {
            result.addi(alike[i]);
        }
        output = result;
        factors = drawn;
    }

    @Override
    void forward(INDArray[] alike, INDArray result) {
        kernel.forward(List.of(alike), result);
        output = result;
        factors = null;
    }

    /** 0 or 1 / (1 - p) for each sample. */
    private INDArray draw(long samples) {
        int draw = Objects.hash(
                graph.getConfiguration().getEpochCount(),
                graph.getConfiguration().getIterationCount(),
                vertexIndex);
        long seed = graph.getConfiguration().getDefaultConfiguration().getSeed();
        SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + draw);
        double probability = configuration.dropConnect();
        double[] drawn = new double[(int) samples];
        for (int i = 0; i < drawn.length; i++) {
            drawn[i] = random.nextDouble() < probability ? 0 : 1 / (1 - probability);
        }
        // The backward pass needs them, so they belong to no workspace.
        try (MemoryWorkspace scope = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
            return Nd4j.createFromArray(drawn).castTo(dataType);
        }
    }

    @Override
    void backward(INDArray[] alike, INDArray gradOutput, INDArray[] gradInputs) {
        INDArray result = output;
        if (result == null) {
            throw new IllegalStateException(
                    "vertex \"" + getVertexName() + "\" goes backward only after a forward pass");
        }
        output = null;
        INDArray drawn = factors;
        factors = null;
        kernel.backward(result, gradOutput, gradInputs[0]);
        for (int i = 1; i < gradInputs.length; i++) {
            gradInputs[i].assign(gradInputs[0]);
        }
        if (drawn != null) {
            kernels.scaleMaps(gradOutput, drawn, gradInputs[0]);
        }
    }

    @Override
    public void clear() {
        super.clear();
        output = null;
        factors = null;
    }
}
