package org.cyborgml.models.layer;

import java.util.Arrays;
import java.util.List;
import org.cyborgml.cam.ClassActivationMapLayer;
import org.cyborgml.layer.OneThread;
import org.cyborgml.models.kernel.MapsMemory;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.VertexIndices;
import org.deeplearning4j.nn.graph.vertex.impl.LayerVertex;
import org.jspecify.annotations.Nullable;

/**
 * A place in a graph.
 *
 * @param vertex the vertex
 * @param readers the vertices that read its output
 * @param sources the vertices that it reads
 * @param isPrivate true if nothing but layers and vertices of this package reads the output
 * @param position in the order of a forward pass
 * @param passes through the graph
 */
record GraphPlace(
        GraphVertex vertex,
        List<GraphVertex> readers,
        List<GraphVertex> sources,
        boolean isPrivate,
        int position,
        Passes passes) {

    /** The passes through one graph, which must follow each other. */
    static final class Passes {

        /** Position of the first of our layers. */
        private final int first;

        private volatile @Nullable Thread thread;

        Passes(int first) {
            this.first = first;
        }

        /** To be called when a layer runs: the first one begins a pass. A layer may also be run alone, outside of one. */
        void at(int position, boolean isInPass) {
            if (position == first) {
                thread = Thread.currentThread();
            } else if (isInPass && thread != Thread.currentThread()) {
                throw OneThread.twoThreads();
            }
        }
    }

    /** Tells all layers and vertices of this package where they stand in a graph. */
    static void settle(ComputationGraph graph) {
        GraphVertex[] vertices = graph.getVertices();
        TapStackRuntime.replaceIn(vertices);
        List<Integer> order =
                Arrays.stream(graph.topologicalSortOrder()).boxed().toList();
        Passes passes = new Passes(Arrays.stream(vertices)
                .filter(vertex -> PassArrays.of(vertex).isPresent())
                .mapToInt(vertex -> order.indexOf(vertex.getVertexIndex()))
                .min()
                .orElse(0));
        for (GraphVertex vertex : vertices) {
            PassArrays.of(vertex).ifPresent(arrays -> {
                List<GraphVertex> readers = at(vertices, vertex.getOutputVertices());
                arrays.settle(new GraphPlace(
                        vertex,
                        readers,
                        at(vertices, vertex.getInputVertices()),
                        isPrivate(vertex, readers, arrays.memory()),
                        order.indexOf(vertex.getVertexIndex()),
                        passes));
            });
        }
    }

    /** Tells if all readers of a vertex can read its maps on a device. */
    private static boolean isPrivate(GraphVertex vertex, List<GraphVertex> readers, MapsMemory memory) {
        return !vertex.isOutputVertex()
                && !readers.isEmpty()
                && readers.stream()
                        .allMatch(reader -> PassArrays.of(reader).isPresent()
                                || (memory != MapsMemory.HOST && makesClassMaps(reader)));
    }

    /** Tells if a vertex is a head's classifier, which takes maps on a device. */
    static boolean makesClassMaps(GraphVertex vertex) {
        return vertex instanceof LayerVertex layer
                && layer.getLayerPreProcessor() == null
                && layer.getLayer().conf().getLayer() instanceof ClassActivationMapLayer;
    }

    private static List<GraphVertex> at(GraphVertex[] vertices, VertexIndices @Nullable [] indices) {
        return indices == null
                ? List.of()
                : Arrays.stream(indices)
                        .map(index -> vertices[index.getVertexIndex()])
                        .toList();
    }
}
