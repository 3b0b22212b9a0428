package org.cyborgml.models.layer;

import java.util.Arrays;
import java.util.List;
import org.cyborgml.models.kernel.Kernels;
import org.cyborgml.models.kernel.MapsMemory;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.VertexIndices;
import org.deeplearning4j.nn.graph.vertex.impl.StackVertex;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Does what DL4J's StackVertex does, for maps on a device: puts the maps that a head taps behind one another, sample by
 * sample, so that its one classifier reads them all.
 */
final class TapStackRuntime extends MapsVertexRuntime {

    private final Kernels kernels;

    private TapStackRuntime(ComputationGraph graph, String name, int index, DataType dataType, Kernels kernels) {
        super(graph, name, index, dataType);
        this.kernels = kernels;
    }

    /** Puts one in the place of every StackVertex between vertices of ours and a classifier, where maps are on a device. */
    static void replaceIn(GraphVertex[] vertices) {
        for (int i = 0; i < vertices.length; i++) {
            if (vertices[i] instanceof StackVertex stack
                    && Arrays.stream(stack.getInputVertices())
                            .allMatch(v -> vertices[v.getVertexIndex()] instanceof PlainMapsRuntime)
                    && Arrays.stream(stack.getOutputVertices())
                            .allMatch(v -> GraphPlace.makesClassMaps(vertices[v.getVertexIndex()]))
                    && vertices[stack.getInputVertices()[0].getVertexIndex()] instanceof PlainMapsRuntime input
                    && input.kernels().memory(stack.getDataType()) != MapsMemory.HOST) {
                vertices[i] = inPlaceOf(stack, input.kernels());
            }
        }
    }

    private static TapStackRuntime inPlaceOf(StackVertex stack, Kernels kernels) {
        TapStackRuntime ours = new TapStackRuntime(
                stack.getGraph(), stack.getVertexName(), stack.getVertexIndex(), stack.getDataType(), kernels);
        VertexIndices[] inputs = stack.getInputVertices();
        ours.setInputVertices(inputs);
        ours.setOutputVertices(stack.getOutputVertices());
        ours.setInputs(stack.getInputs());
        return ours;
    }

    @Override
    long[] outputShape(INDArray[] alike) {
        long[] shape = alike[0].shape().clone();
        for (int i = 1; i < alike.length; i++) {
            if (alike[i].size(1) != shape[1] || alike[i].size(2) != shape[2] || alike[i].size(3) != shape[3]) {
                throw wrongInputs("stacks feature maps of one shape");
            }
            shape[0] += alike[i].size(0);
        }
        return shape;
    }

    /** As one sample, the maps of all samples are in one piece. */
    @Override
    void forward(INDArray[] alike, INDArray output) {
        kernels.stack(List.of(alike), output);
    }

    @Override
    void backward(INDArray[] alike, INDArray gradOutput, INDArray[] gradInputs) {
        kernels.unstack(gradOutput, List.of(gradInputs));
    }
}
