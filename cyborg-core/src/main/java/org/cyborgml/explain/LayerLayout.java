package org.cyborgml.explain;

import java.util.Objects;
import org.cyborgml.layer.MapsInOwnLayout;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The layout of a vertex's output: plain {@code [N, F, h, w]}, or one of the layer's own. */
final class LayerLayout {

    private static final int RANK_OF_MAPS = 4;

    private final ComputationGraph network;
    private final GraphVertex vertex;
    private final @Nullable MapsInOwnLayout own;

    LayerLayout(ComputationGraph network, GraphVertex vertex) {
        this.network = network;
        this.vertex = vertex;
        Object runtime = vertex.hasLayer() ? InferenceBackward.unwrapped(vertex.getLayer()) : vertex;
        this.own = runtime instanceof MapsInOwnLayout known ? known : null;
    }

    /** An output, or a gradient for it, as it is or in plain layout. */
    INDArray toPlain(INDArray output, INDArray images) {
        MapsInOwnLayout layout = own;
        if (layout == null || output.rank() == RANK_OF_MAPS) {
            return output;
        }
        INDArray plain = layout.toPlain(output);
        long channels = channels(images);
        return plain.size(1) == channels ? plain : plain.get(NDArrayIndex.all(), NDArrayIndex.interval(0, channels));
    }

    /** Plain maps in the layout of an output. */
    INDArray inLayoutOf(INDArray plain, INDArray output) {
        MapsInOwnLayout layout = own;
        if (layout == null || output.rank() == RANK_OF_MAPS) {
            return plain;
        }
        INDArray held = layout.toPlain(output);
        if (held.size(1) == plain.size(1)) {
            return layout.inLayoutOf(plain, output);
        }
        INDArray filled = Nd4j.zeros(held.dataType(), held.shape());
        filled.get(NDArrayIndex.all(), NDArrayIndex.interval(0, plain.size(1))).assign(plain);
        return layout.inLayoutOf(filled, output);
    }

    /** Channels of the output, without what fills up its layout. */
    private long channels(INDArray images) {
        InputType type = network.getConfiguration()
                .getLayerActivationTypes(
                        false, false, InputType.convolutional(images.size(2), images.size(3), images.size(1)))
                .get(vertex.getVertexName());
        return ((InputType.InputTypeConvolutional) Objects.requireNonNull(type)).getChannels();
    }
}
