package org.cyborgml.explain;

import java.util.Arrays;
import org.cyborgml.layer.ClosedFormRuntime;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.impl.LayerVertex;
import org.deeplearning4j.nn.layers.FrozenLayer;
import org.deeplearning4j.nn.layers.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.layers.normalization.BatchNormalization;
import org.deeplearning4j.nn.layers.samediff.SameDiffGraphVertex;
import org.deeplearning4j.nn.layers.samediff.SameDiffLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The backward pass of one vertex after a forward pass at inference. DL4J's own assumes one in training. */
final class InferenceBackward {

    private InferenceBackward() {}

    /** The layer inside of what freezes it. */
    static Layer unwrapped(Layer layer) {
        if (layer instanceof FrozenLayer frozen) {
            return frozen.getInsideLayer();
        }
        return layer instanceof FrozenLayerWithBackprop frozen ? frozen.getInsideLayer() : layer;
    }

    /** Gradients for the inputs of a vertex. */
    static INDArray[] of(GraphVertex vertex, INDArray gradOutput, LayerWorkspaceMgr workspaceMgr) {
        if (vertex instanceof LayerVertex ofLayer) {
            Layer layer = unwrapped(ofLayer.getLayer());
            if (layer != ofLayer.getLayer() && layer.numParams() > 0) {
                giveRoomForGradients(layer);
            }
            INDArray ofInput = ofLayer(vertex.getVertexName(), layer, gradOutput, workspaceMgr);
            boolean isPreprocessed = ofLayer.getLayerPreProcessor() != null;
            return new INDArray[] {
                isPreprocessed
                        ? ofLayer.getLayerPreProcessor()
                                .backprop(ofInput, (int) vertex.getInputs()[0].size(0), workspaceMgr)
                        : ofInput
            };
        }
        if (vertex instanceof SameDiffGraphVertex) {
            throw doubled(vertex.getVertexName());
        }
        vertex.setEpsilon(gradOutput);
        return vertex.doBackward(false, workspaceMgr).getSecond();
    }

    /** The network has no gradients for frozen parameters, but the layer inside writes them all the same. */
    private static void giveRoomForGradients(Layer frozen) {
        try (MemoryWorkspace outside = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
            frozen.setBackpropGradientsViewArray(frozen.params().ulike());
        }
    }

    private static INDArray ofLayer(String name, Layer layer, INDArray gradOutput, LayerWorkspaceMgr workspaceMgr) {
        if (layer instanceof ClosedFormRuntime ours) {
            return ours.gradientAtInference(gradOutput, workspaceMgr);
        }
        if (layer instanceof BatchNormalization norm) {
            return ofNorm(norm, gradOutput, workspaceMgr);
        }
        if (layer instanceof SameDiffLayer) {
            throw doubled(name);
        }
        return withoutDropout(
                layer, workspaceMgr.dup(ArrayType.ACTIVATION_GRAD, gradOutput), workspaceMgr);
    }

    /** A layer with dropout asks for the mask of a training pass, and there is none. */
    private static INDArray withoutDropout(Layer layer, INDArray gradOutput, LayerWorkspaceMgr workspaceMgr) {
        var configuration = layer.conf().getLayer();
        IDropout dropout = configuration.getIDropout();
        configuration.setIDropout(null);
        try {
            return layer.backpropGradient(gradOutput, workspaceMgr).getSecond();
        } finally {
            configuration.setIDropout(dropout);
        }
    }

    private static IllegalArgumentException doubled(String name) {
        return new IllegalArgumentException("layer \"" + name
                + "\" is a SameDiff layer, whose gradients DL4J 1.0.0-M2.1 doubles: explain a layer behind it, or take a method"
                + " without gradients");
    }

    /**
     * A batch norm at inference is a scale and a shift of each channel, whatever its settings are; the scale is the difference
     * of its outputs for ones and for zeros.
     */
    private static INDArray ofNorm(BatchNormalization norm, INDArray gradOutput, LayerWorkspaceMgr workspaceMgr) {
        var configuration = (org.deeplearning4j.nn.conf.layers.BatchNormalization)
                norm.conf().getLayer();
        long[] shape = new long[gradOutput.rank()];
        Arrays.fill(shape, 1);
        boolean isChannelsLast = shape.length == 4 && configuration.getCnn2DFormat() == CNN2DFormat.NHWC;
        shape[isChannelsLast ? 3 : 1] = configuration.getNOut();
        INDArray zeros = Nd4j.zeros(gradOutput.dataType(), shape);
        norm.setInput(zeros, workspaceMgr);
        INDArray shift = norm.activate(false, workspaceMgr).dup('c');
        norm.setInput(zeros.add(1), workspaceMgr);
        INDArray scale = norm.activate(false, workspaceMgr).sub(shift);
        return workspaceMgr.leverageTo(ArrayType.ACTIVATION_GRAD, gradOutput.mul(scale));
    }
}
