package org.cyborgml.explain;

import java.util.Arrays;
import java.util.Objects;
import org.cyborgml.layer.ClosedFormRuntime;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.VertexIndices;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.memory.enums.AllocationPolicy;
import org.nd4j.linalg.api.memory.enums.LearningPolicy;
import org.nd4j.linalg.api.memory.enums.ResetPolicy;
import org.nd4j.linalg.api.memory.enums.SpillPolicy;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Runs a graph vertex by vertex at inference, from its input to one vertex, and back from there to a layer. All outputs are kept
 * in a workspace until the pass is closed. The caller holds the network's monitor.
 */
final class GraphPass implements AutoCloseable {

    private static final int RANK_OF_MAPS = 4;

    private static final WorkspaceConfiguration WORKSPACE = WorkspaceConfiguration.builder()
            .initialSize(0)
            .overallocationLimit(0.02)
            .policyLearning(LearningPolicy.FIRST_LOOP)
            .policyReset(ResetPolicy.BLOCK_LEFT)
            .policySpill(SpillPolicy.REALLOCATE)
            .policyAllocation(AllocationPolicy.OVERALLOCATE)
            .build();

    private static final String OF_PASS = "CYBORG_EXPLANATION";
    private static final String OF_GRADIENTS = "CYBORG_EXPLANATION_GRADIENTS";
    private static final String OF_LAYER = "CYBORG_EXPLANATION_LAYER";
    private static final String OF_WORK = "CYBORG_EXPLANATION_WORK";

    private final ComputationGraph network;
    private final GraphVertex[] vertices;
    private final int[] order;
    private final int end;
    private final int layer;
    private final INDArray images;
    private final LayerLayout layout;
    private final boolean[] leadsToEnd;
    private final boolean[] followsLayer;
    private final INDArray[] outputs;
    private final MemoryWorkspace workspace;

    /** True while the layers still hold what a backward pass needs. */
    private boolean canGoBack;

    GraphPass(ComputationGraph network, String end, String layer, INDArray images) {
        if (Nd4j.getWorkspaceManager().checkIfWorkspaceExistsAndActive(OF_PASS)) {
            throw new IllegalStateException("one pass at a layer must end before the next begins: leave atLayer first");
        }
        this.network = network;
        this.vertices = network.getVertices();
        this.order = network.topologicalSortOrder();
        this.end = index(network, end);
        this.layer = index(network, layer);
        this.images = images;
        this.layout = new LayerLayout(network, vertices[this.layer]);
        this.leadsToEnd = leadsTo(this.end);
        this.followsLayer = follows(this.layer);
        if (!leadsToEnd[this.layer]) {
            throw new IllegalArgumentException(
                    "the classifier does not depend on layer \"" + layer + "\"; take one before \"" + end + "\"");
        }
        this.outputs = new INDArray[vertices.length];
        network.setInputs(images); // for preprocessors, which ask the network for the batch size
        MemoryWorkspace before = Nd4j.getMemoryManager().getCurrentWorkspace();
        this.workspace = Nd4j.getWorkspaceManager().getAndActivateWorkspace(WORKSPACE, OF_PASS);
        try {
            forward(outputs);
            canGoBack = true;
        } catch (RuntimeException e) {
            close();
            throw e;
        }
        // Open, but not for arrays that the caller makes meanwhile. A workspace that is scoped out of cannot be borrowed.
        Nd4j.getMemoryManager().setCurrentWorkspace(before);
    }

    private static int index(ComputationGraph network, String layer) {
        GraphVertex vertex = network.getVertex(layer);
        if (vertex == null) {
            throw new IllegalArgumentException("the network has no layer \"" + layer + "\"; it has "
                    + Arrays.stream(network.getVertices())
                            .map(GraphVertex::getVertexName)
                            .toList());
        }
        return vertex.getVertexIndex();
    }

    private static VertexIndices[] inputsOf(GraphVertex vertex) {
        VertexIndices[] inputs = vertex.getInputVertices();
        return inputs == null ? new VertexIndices[0] : inputs;
    }

    private boolean[] leadsTo(int vertex) {
        boolean[] leads = new boolean[vertices.length];
        leads[vertex] = true;
        for (int i = order.length - 1; i >= 0; i--) {
            if (leads[order[i]]) {
                for (VertexIndices input : inputsOf(vertices[order[i]])) {
                    leads[input.getVertexIndex()] = true;
                }
            }
        }
        return leads;
    }

    private boolean[] follows(int vertex) {
        boolean[] follows = new boolean[vertices.length];
        for (int i : order) {
            for (VertexIndices input : inputsOf(vertices[i])) {
                follows[i] |= input.getVertexIndex() == vertex || follows[input.getVertexIndex()];
            }
        }
        return follows;
    }

    private void forward(INDArray[] made) {
        LayerWorkspaceMgr workspaceMgr = manager(OF_PASS);
        for (int i : order) {
            if (leadsToEnd[i]) {
                made[i] = vertices[i].isInputVertex() ? images : run(vertices[i], made, workspaceMgr);
            }
        }
    }

    private static LayerWorkspaceMgr manager(String workspace) {
        return LayerWorkspaceMgr.builder()
                .defaultWorkspace(workspace, WORKSPACE)
                .with(ArrayType.ACTIVATION_GRAD, OF_GRADIENTS, WORKSPACE)
                .with(ArrayType.FF_WORKING_MEM, OF_LAYER, WORKSPACE)
                .with(ArrayType.BP_WORKING_MEM, OF_LAYER, WORKSPACE)
                .build();
    }

    private static INDArray run(GraphVertex vertex, INDArray[] outputs, LayerWorkspaceMgr workspaceMgr) {
        try (MemoryWorkspace working = workspaceMgr.notifyScopeEntered(ArrayType.FF_WORKING_MEM)) {
            setInputs(vertex, outputs, workspaceMgr);
            return vertex.doForward(false, workspaceMgr);
        }
    }

    private static void setInputs(GraphVertex vertex, INDArray[] outputs, LayerWorkspaceMgr workspaceMgr) {
        VertexIndices[] inputs = inputsOf(vertex);
        for (int k = 0; k < inputs.length; k++) {
            INDArray input = outputs[inputs[k].getVertexIndex()];
            vertex.setInput(
                    k, keepsInput(vertex) ? input : workspaceMgr.dup(ArrayType.ACTIVATIONS, input), workspaceMgr);
        }
    }

    /** DL4J's ActivationLayer works in place at inference, and a user's layer may too. */
    private static boolean keepsInput(GraphVertex vertex) {
        return !vertex.hasLayer() || vertex.getLayer() instanceof ClosedFormRuntime;
    }

    /** Output of the last vertex, in the workspace. */
    INDArray read() {
        return outputs[end];
    }

    /** Output of the layer, in plain layout. */
    INDArray activations() {
        try (MemoryWorkspace inner = Nd4j.getWorkspaceManager().getAndActivateWorkspace(WORKSPACE, OF_WORK)) {
            return copy(layout.toPlain(outputs[layer], images));
        }
    }

    private static INDArray copy(INDArray array) {
        try (MemoryWorkspace outside = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
            return array.dup('c');
        }
    }

    /** The output of the last vertex if the layer had other activations. */
    INDArray readWith(INDArray activations) {
        canGoBack = false;
        try (MemoryWorkspace inner = Nd4j.getWorkspaceManager().getAndActivateWorkspace(WORKSPACE, OF_WORK)) {
            LayerWorkspaceMgr workspaceMgr = manager(OF_WORK);
            INDArray[] changed = outputs.clone();
            changed[layer] = layout.inLayoutOf(activations, outputs[layer]);
            for (int i : order) {
                if (leadsToEnd[i] && followsLayer[i]) {
                    changed[i] = run(vertices[i], changed, workspaceMgr);
                }
            }
            return copy(changed[end]);
        }
    }

    /** Gradient for the layer's output, in plain layout, given that for the output of the last vertex. */
    INDArray gradients(INDArray ofRead) {
        if (network.getGradientsViewArray() == null && network.numParams() > 0) {
            network.initGradientsView();
        }
        try (MemoryWorkspace outer = Nd4j.getWorkspaceManager().getAndActivateWorkspace(WORKSPACE, OF_GRADIENTS);
                MemoryWorkspace inner = Nd4j.getWorkspaceManager().getAndActivateWorkspace(WORKSPACE, OF_WORK)) {
            if (!canGoBack) {
                forward(new INDArray[vertices.length]);
            }
            canGoBack = false;
            return copy(layout.toPlain(backward(ofRead), images));
        }
    }

    private INDArray backward(INDArray ofRead) {
        LayerWorkspaceMgr workspaceMgr = manager(OF_PASS);
        @Nullable INDArray[] gradients = new INDArray[vertices.length];
        gradients[end] = ofRead;
        for (int i = order.length - 1; i >= 0; i--) {
            INDArray ofOutput = gradients[order[i]];
            if (ofOutput != null && followsLayer[order[i]]) {
                addInputs(vertices[order[i]], ofOutput, gradients, workspaceMgr);
            }
        }
        INDArray ofLayer = gradients[layer];
        return ofLayer == null ? outputs[layer].like() : ofLayer;
    }

    private void addInputs(
            GraphVertex vertex,
            INDArray ofOutput,
            @Nullable INDArray[] gradients,
            LayerWorkspaceMgr workspaceMgr) {
        INDArray[] ofInputs;
        try (MemoryWorkspace working = workspaceMgr.notifyScopeEntered(ArrayType.BP_WORKING_MEM)) {
            if (!keepsInput(vertex)) {
                setInputs(vertex, outputs, workspaceMgr);
            }
            ofInputs = InferenceBackward.of(vertex, ofOutput, workspaceMgr);
        }
        VertexIndices[] inputs = inputsOf(vertex);
        for (int k = 0; k < inputs.length; k++) {
            int input = inputs[k].getVertexIndex();
            if (input == layer || followsLayer[input]) {
                INDArray more = Objects.requireNonNull(
                        ofInputs[k], () -> "layer \"" + vertex.getVertexName() + "\" gave no gradient for its input");
                INDArray known = gradients[input];
                gradients[input] = known == null ? more : known.add(more);
            }
        }
    }

    /** Name of the last vertex before the end that gives feature maps of more than one cell. */
    String lastFeatureMaps() {
        for (int i = order.length - 1; i >= 0; i--) {
            INDArray output = outputs[order[i]];
            if (output != null && output.rank() >= RANK_OF_MAPS && output.size(2) * output.size(3) > 1) {
                return vertices[order[i]].getVertexName();
            }
        }
        throw new IllegalArgumentException("the network has no feature maps [N, F, h, w] of more than one cell");
    }

    @Override
    public void close() {
        for (int i : order) {
            if (leadsToEnd[i]) {
                vertices[i].clear();
            }
        }
        network.clear();
        workspace.close();
    }
}
