package org.cyborgml.models.layer;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.cyborgml.cam.ClassActivationMapLayer;
import org.cyborgml.models.kernel.Kernels;
import org.cyborgml.models.kernel.MapsMemory;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.VertexIndices;
import org.deeplearning4j.nn.graph.vertex.impl.LayerVertex;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Where one layer or vertex of ours gets the arrays of a pass from: from the {@link MapsPool} where DL4J itself would put
 * them into a workspace, so that nobody may look at them after the pass, and where only layers and vertices of ours read
 * them, which keep no array and give none on as a view. In all other cases as DL4J says.
 */
final class PassArrays {

    /** Names of DL4J's workspaces for what lives no longer than a pass. */
    private static final String ALL_OF_A_PASS = "WS_ALL_LAYERS_ACT";

    private static final String ONE_OF_A_PASS = "WS_LAYER_ACT_";

    /** Where this one stands in its graph: the vertex, what reads its output, what it reads. */
    private record Place(
            GraphVertex vertex,
            List<GraphVertex> readers,
            List<GraphVertex> sources,
            boolean isPrivate,
            int position) {}

    private final DataType type;

    /** Where the kernels like maps that nobody else sees. */
    private final MapsMemory memory;

    /** Keeps it from the garbage collector. */
    @SuppressWarnings({"unused", "FieldCanBeLocal"})
    private @Nullable MapsPool pool;

    private @Nullable INDArray expected;

    private @Nullable Place place;
    private boolean hasRun;

    PassArrays(DataType type) {
        this.type = type;
        this.memory = Kernels.current().memory(type);
    }

    /** Tells all layers and vertices of ours in a graph where they stand. */
    static void place(ComputationGraph graph) {
        GraphVertex[] vertices = graph.getVertices();
        TapStackRuntime.replaceIn(vertices);
        List<Integer> order =
                Arrays.stream(graph.topologicalSortOrder()).boxed().toList();
        for (GraphVertex vertex : vertices) {
            of(vertex).ifPresent(arrays -> {
                List<GraphVertex> readers = at(vertices, vertex.getOutputVertices());
                arrays.place = new Place(
                        vertex,
                        readers,
                        at(vertices, vertex.getInputVertices()),
                        arrays.isPrivate(vertex, readers),
                        order.indexOf(vertex.getVertexIndex()));
            });
        }
    }

    /** Whether those alone read what a vertex gives that can do so wherever the maps of ours are. */
    private boolean isPrivate(GraphVertex vertex, List<GraphVertex> readers) {
        return !vertex.isOutputVertex()
                && !readers.isEmpty()
                && readers.stream()
                        .allMatch(reader ->
                                of(reader).isPresent() || memory != MapsMemory.HOST && makesClassMaps(reader));
    }

    /** Whether a vertex is a head's classifier, which takes maps on a device. */
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

    private static Optional<PassArrays> of(GraphVertex vertex) {
        if (vertex instanceof MapsVertexRuntime ours) {
            return Optional.of(ours.arrays());
        }
        return vertex instanceof LayerVertex layer
                        && layer.getLayerPreProcessor() == null
                        && layer.getLayer() instanceof MapsLayerRuntime ours
                ? Optional.of(ours.arrays())
                : Optional.empty();
    }

    boolean isPlaced() {
        return place != null;
    }

    private MapsPool pool() {
        MapsPool current = MapsPool.ofThisThread();
        pool = current;
        return current;
    }

    private static boolean endsWithPass(LayerWorkspaceMgr workspaceMgr, ArrayType what) {
        if (workspaceMgr.isScopedOut(what) || !workspaceMgr.hasConfiguration(what)) {
            return false;
        }
        String name = workspaceMgr.getWorkspaceName(what);
        return name.equals(ALL_OF_A_PASS) || name.startsWith(ONE_OF_A_PASS);
    }

    /** An array in a type of numbers; a copy belongs to no workspace, since the backward pass reads it too. */
    static INDArray ofType(DataType type, INDArray array) {
        if (array.dataType() == type) {
            return array;
        }
        try (MemoryWorkspace scope = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
            return array.castTo(type);
        }
    }

    /** An array for the output. */
    INDArray output(long[] shape, LayerWorkspaceMgr workspaceMgr) {
        if (endsWithPass(workspaceMgr, ArrayType.ACTIVATIONS) && isLent()) {
            pool().reclaim();
            // What has no place yet may be read by anybody.
            return pool().lendOutput(this, place == null ? MapsMemory.HOST : memory, type, shape);
        }
        return workspaceMgr.createUninitialized(ArrayType.ACTIVATIONS, type, shape, 'c');
    }

    /** A graph's vertices place its layers while they run for the first time; what has no place after that gets none. */
    private boolean isLent() {
        Place known = place;
        if (known != null) {
            return known.isPrivate;
        }
        if (hasRun) {
            pool().forget(this);
            return false;
        }
        hasRun = true;
        return true;
    }

    /** Whether nothing but the next layer or vertex of ours sees what this one gives in a pass. */
    boolean isPrivate(LayerWorkspaceMgr workspaceMgr) {
        return place != null && place.isPrivate && endsWithPass(workspaceMgr, ArrayType.ACTIVATIONS);
    }

    /** What reads the output of a certain runtime at this place, if it is the only one that does. */
    Optional<GraphVertex> onlyReader(Layer runtime) {
        Place known = place;
        return known != null && known.vertex.getLayer() == runtime && known.readers.size() == 1
                ? Optional.of(known.readers.get(0))
                : Optional.empty();
    }

    /**
     * Of this one's two inputs the one that a certain layer has nothing to do with; none where it is not made before that
     * layer runs.
     */
    OptionalInt otherOfTwo(PassArrays layer) {
        Place here = place;
        Place there = layer.place;
        if (here == null || there == null || here.sources.size() != 2) {
            return OptionalInt.empty();
        }
        return IntStream.range(0, 2)
                .filter(i -> of(here.sources.get(i))
                        .map(source -> source.place)
                        .filter(source -> source.position < there.position)
                        .isPresent())
                .findAny();
    }

    /** Says that these maps, when they come, are this one's output: the layer that gives them has done its work, at inference. */
    void expect(INDArray maps) {
        expected = maps;
    }

    /** The output, where it is one of the inputs already; from now on it is this one's. */
    Optional<INDArray> takeOver(INDArray... inputs) {
        INDArray ready = expected;
        expected = null;
        for (INDArray input : inputs) {
            if (input == ready) {
                pool().transfer(input, this);
                return Optional.of(input);
            }
        }
        return Optional.empty();
    }

    /** To be called at the start of the backward pass. */
    void startBackward() {
        pool().reclaim();
    }

    /** An array for the gradient of an input. */
    INDArray gradient(int input, long[] shape, LayerWorkspaceMgr workspaceMgr) {
        return place != null && endsWithPass(workspaceMgr, ArrayType.ACTIVATION_GRAD)
                ? pool().lendGradient(this, input, memoryOfGradient(place.sources.get(input)), type, shape)
                : workspaceMgr.createUninitialized(ArrayType.ACTIVATION_GRAD, type, shape, 'c');
    }

    /** DL4J adds up the gradients of all readers of a vertex, which must be in one memory for that. */
    private MapsMemory memoryOfGradient(GraphVertex source) {
        return of(source)
                .map(arrays -> arrays.place)
                .filter(known -> known.isPrivate)
                .map(known -> memory)
                .orElse(MapsMemory.HOST);
    }

    /** To be called at the end of the backward pass, when neither the output nor its gradient is needed any more. */
    void endBackward(INDArray gradOutput) {
        Place known = place;
        if (known != null && known.isPrivate) {
            pool().takeBackOutput(this);
        }
        if (known != null) {
            pool().takeBackGradient(gradOutput, known.vertex);
        }
    }

    /** Whether an input of this one is the output of a vertex. */
    boolean reads(int input, GraphVertex vertex) {
        Place known = place;
        return known != null && known.sources.get(input) == vertex;
    }

    /** Whether an output of this one is still read, as far as is known. */
    boolean isOutputRead(INDArray output) {
        Place known = place;
        if (known == null) {
            return true;
        }
        // The gradient may have taken its place.
        if (known.vertex.getEpsilon() == output) {
            return true;
        }
        // No stream: a pass asks this for every array after every layer.
        for (GraphVertex reader : known.readers) {
            if (contains(reader.getInputs(), output)) {
                return true;
            }
        }
        return false;
    }

    private static boolean contains(INDArray[] arrays, INDArray wanted) {
        for (INDArray array : arrays) {
            if (array == wanted) {
                return true;
            }
        }
        return false;
    }

    /** Whether DL4J keeps a gradient for the backward pass of an input; if not, it has added it to another. */
    boolean isGradientPending(INDArray gradient, int input) {
        Place known = place;
        return known == null || known.sources.get(input).getEpsilon() == gradient;
    }
}
