package org.cyborgml.models.layer;

import java.util.Arrays;
import java.util.Optional;
import org.cyborgml.layer.ClosedFormRuntime;
import org.cyborgml.layer.MapsInOwnLayout;
import org.cyborgml.layer.OneThread;
import org.cyborgml.models.kernel.ChannelBlocks;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.BaseGraphVertex;
import org.deeplearning4j.nn.graph.vertex.VertexIndices;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runs a {@link MapsVertex}. */
abstract class MapsVertexRuntime extends BaseGraphVertex implements MapsInOwnLayout {

    private final PassArrays arrays;
    private OneThread thread = new OneThread(0);

    MapsVertexRuntime(ComputationGraph graph, String name, int vertexIndex, DataType dataType) {
        super(graph, name, vertexIndex, null, null, dataType);
        this.arrays = new PassArrays(dataType);
    }

    final PassArrays arrays() {
        return arrays;
    }

    /** Shape of the output for inputs in one layout. */
    abstract long[] outputShape(INDArray[] alike);

    /** Fills the output. */
    abstract void forward(INDArray[] alike, INDArray output);

    /** Fills the output of a pass in training or at inference, which for most is the same. */
    void forward(boolean training, INDArray[] alike, INDArray output) {
        forward(alike, output);
    }

    /** Fills the gradients of the inputs. */
    abstract void backward(INDArray[] alike, INDArray gradOutput, INDArray[] gradInputs);

    /** An error that names the vertex and its inputs. */
    final IllegalArgumentException wrongInputs(String rule) {
        return new IllegalArgumentException("vertex \"" + getVertexName() + "\" " + rule + ", found "
                + Arrays.stream(inputs).map(i -> Arrays.toString(i.shape())).toList());
    }

    /** The inputs in c order, and plain unless all of them are in blocks of channels. */
    private INDArray[] alike() {
        boolean mixed =
                Arrays.stream(inputs).mapToInt(INDArray::rank).distinct().count() > 1;
        return Arrays.stream(inputs)
                .map(i -> PassArrays.ofType(dataType, mixed ? ChannelBlocks.toPlain(i) : i))
                .map(ClosedFormRuntime::plain)
                .toArray(INDArray[]::new);
    }

    /** Called by DL4J when all vertices of the graph exist. */
    @Override
    public final void setInputVertices(VertexIndices[] inputVertices) {
        super.setInputVertices(inputVertices);
        thread = new OneThread(inputVertices.length);
        if (!arrays.isInGraph()) {
            PassArrays.enter(graph);
        }
    }

    @Override
    public final void setInput(int inputNumber, INDArray input, LayerWorkspaceMgr workspaceMgr) {
        thread.beforeInput(inputNumber);
        super.setInput(inputNumber, input, workspaceMgr);
    }

    @Override
    public final INDArray doForward(boolean training, LayerWorkspaceMgr workspaceMgr) {
        thread.enter();
        try {
            return made(training, workspaceMgr);
        } finally {
            thread.exit();
            thread.requireInputs();
        }
    }

    private INDArray made(boolean training, LayerWorkspaceMgr workspaceMgr) {
        Optional<INDArray> ready = training ? Optional.empty() : arrays.takeOver(inputs);
        if (ready.isPresent()) {
            return ready.get();
        }
        INDArray[] alike = alike();
        INDArray output = arrays.output(outputShape(alike), workspaceMgr);
        forward(training, alike, output);
        return output;
    }

    @Override
    public final Pair<Gradient, INDArray[]> doBackward(boolean tbptt, LayerWorkspaceMgr workspaceMgr) {
        arrays.startBackward();
        // One array for each input, even where all hold the same: DL4J adds up gradients in place.
        INDArray[] alike = alike();
        INDArray[] gradInputs = new INDArray[alike.length];
        for (int i = 0; i < gradInputs.length; i++) {
            gradInputs[i] = arrays.gradient(i, alike[i].shape(), workspaceMgr);
        }
        backward(alike, ClosedFormRuntime.plain(epsilon), gradInputs);
        for (int i = 0; i < inputs.length; i++) {
            if (gradInputs[i].rank() != inputs[i].rank()) {
                INDArray inBlocks = arrays.gradient(i, inputs[i].shape(), workspaceMgr);
                ChannelBlocks.copy(gradInputs[i], inBlocks);
                gradInputs[i] = inBlocks;
            }
        }
        arrays.endBackward(epsilon);
        return new Pair<>(null, gradInputs);
    }

    @Override
    public final INDArray toPlain(INDArray output) {
        return ChannelBlocks.toPlain(output);
    }

    @Override
    public final INDArray inLayoutOf(INDArray plain, INDArray output) {
        INDArray maps = output.ulike();
        ChannelBlocks.copy(plain, maps);
        return maps;
    }

    @Override
    public final boolean hasLayer() {
        return false;
    }

    @Override
    public final @Nullable Layer getLayer() {
        return null;
    }

    @Override
    public final void setBackpropGradientsViewArray(@Nullable INDArray backpropGradientsViewArray) {
        if (backpropGradientsViewArray != null) {
            throw new IllegalArgumentException("vertex \"" + getVertexName() + "\" has no parameters");
        }
    }

    @Override
    public final @Nullable Pair<INDArray, MaskState> feedForwardMaskArrays(
            INDArray @Nullable [] maskArrays, MaskState currentMaskState, int minibatchSize) {
        return null;
    }

    @Override
    public final String toString() {
        return getClass().getSimpleName() + "(name=\"" + getVertexName() + "\")";
    }
}
