package org.cyborgml.loss;

import org.cyborgml.layer.OneThread;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.BaseGraphVertex;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Runs a {@link LogitsVertex}. */
final class LogitsRuntime extends BaseGraphVertex {

    private final LogitsVertex configuration;
    private final OneThread thread = new OneThread(1);

    LogitsRuntime(ComputationGraph graph, String name, int vertexIndex, DataType dataType, LogitsVertex configuration) {
        super(graph, name, vertexIndex, null, null, dataType);
        this.configuration = configuration;
    }

    private INDArray firstMaps(INDArray maps) {
        return maps.get(NDArrayIndex.all(), NDArrayIndex.interval(0, configuration.getNumClasses()));
    }

    @Override
    public INDArray doForward(boolean training, LayerWorkspaceMgr workspaceMgr) {
        thread.enter();
        try {
            connectOutputs();
            return workspaceMgr.dup(ArrayType.ACTIVATIONS, firstMaps(inputs[0]).mean(2, 3));
        } finally {
            thread.exit();
            thread.requireInputs();
        }
    }

    @Override
    public void setInput(int inputNumber, INDArray input, LayerWorkspaceMgr workspaceMgr) {
        thread.beforeInput(inputNumber);
        super.setInput(inputNumber, input, workspaceMgr);
    }

    /** Repeated in every pass, since a network creates its layers after its vertices and may replace them. */
    private void connectOutputs() {
        if (layer(configuration.getSaliencyOutput()) instanceof SaliencyLossRuntime saliency
                && layer(configuration.getClassificationOutput()) instanceof ClassificationLossRuntime classification) {
            saliency.setClassLabels(classification::getLabels);
        }
    }

    private @Nullable Layer layer(String name) {
        GraphVertex vertex = graph.getVertex(name);
        return vertex == null ? null : vertex.getLayer();
    }

    @Override
    public Pair<Gradient, INDArray[]> doBackward(boolean tbptt, LayerWorkspaceMgr workspaceMgr) {
        INDArray maps = inputs[0];
        long cells = maps.size(2) * maps.size(3);
        INDArray gradient = workspaceMgr.create(ArrayType.ACTIVATION_GRAD, maps.dataType(), maps.shape(), 'c');
        INDArray perCell = epsilon.div(cells).reshape(maps.size(0), configuration.getNumClasses(), 1, 1);
        firstMaps(gradient)
                .addi(perCell.broadcast(Nd4j.createUninitialized(
                        maps.dataType(), firstMaps(gradient).shape())));
        return new Pair<>(null, new INDArray[] {gradient});
    }

    @Override
    public boolean hasLayer() {
        return false;
    }

    @Override
    public @Nullable Layer getLayer() {
        return null;
    }

    @Override
    public void setBackpropGradientsViewArray(@Nullable INDArray backpropGradientsViewArray) {
        if (backpropGradientsViewArray != null) {
            throw new IllegalArgumentException("vertex \"" + getVertexName() + "\" has no parameters");
        }
    }

    @Override
    public @Nullable Pair<INDArray, MaskState> feedForwardMaskArrays(
            INDArray @Nullable [] maskArrays, MaskState currentMaskState, int minibatchSize) {
        return null;
    }

    @Override
    public String toString() {
        return "LogitsRuntime(name=\"" + getVertexName() + "\")";
    }
}
