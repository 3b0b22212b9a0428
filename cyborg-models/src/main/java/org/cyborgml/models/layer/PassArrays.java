package org.cyborgml.models.layer;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.cyborgml.models.kernel.ChannelBlocks;
import org.cyborgml.models.kernel.Kernels;
import org.cyborgml.models.kernel.MapsMemory;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.impl.LayerVertex;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Provides the arrays that one layer or vertex of this package writes in a pass. They come from the {@link MapsPool} if DL4J
 * itself would put them into a workspace, so that nobody may look at them after the pass, and if only layers and vertices of
 * this package read them, which keep no array and give none on as a view. In all other cases they come from DL4J.
 */
final class PassArrays {

    /** Names of DL4J's workspaces for what lives no longer than a pass. */
    private static final String ALL_OF_A_PASS = "WS_ALL_LAYERS_ACT";

    private static final String ONE_OF_A_PASS = "WS_LAYER_ACT_";

    private final DataType type;
    private final Kernels kernels = Kernels.current();

    /** Type of maps in blocks. */
    private final DataType inBlocks;

    /** Where the kernels like maps that nobody else sees. */
    private final MapsMemory memory;

    /** Keeps it from the garbage collector. */
    @SuppressWarnings({"unused", "FieldCanBeLocal"})
    private @Nullable MapsPool pool;

    private @Nullable INDArray expected;

    /** The graph that this is in, until the place in it is settled. */
    private @Nullable ComputationGraph graph;

    private @Nullable GraphPlace place;

    PassArrays(DataType type) {
        this.type = type;
        this.inBlocks = kernels.mapsType(type);
        this.memory = kernels.memory(type);
    }

    /** The kernels that a network was made with: those of its layers and vertices of ours, else those in use. */
    static Kernels kernels(ComputationGraph graph) {
        return Arrays.stream(graph.getVertices())
                .map(PassArrays::of)
                .flatMap(Optional::stream)
                .map(arrays -> arrays.kernels)
                .findFirst()
                .orElseGet(Kernels::current);
    }

    /**
     * Makes a graph known to all of its layers and vertices of ours. To be called as soon as all of them exist, so that the
     * first pass runs as every later one does. Where each stands is settled only when a pass begins, since DL4J marks
     * outputs and frozen layers last.
     */
    static void enter(ComputationGraph graph) {
        for (GraphVertex vertex : graph.getVertices()) {
            of(vertex).ifPresent(arrays -> arrays.graph = graph);
        }
    }

    boolean isInGraph() {
        return graph != null;
    }

    /** The place in the graph; null for a frozen layer, and in a network that has layers of ours but no vertex of ours. */
    private @Nullable GraphPlace place() {
        ComputationGraph entered = graph;
        if (entered != null) {
            graph = null;
            GraphPlace.settle(entered);
        }
        return place;
    }

    static Optional<PassArrays> of(GraphVertex vertex) {
        if (vertex instanceof MapsVertexRuntime ours) {
            return Optional.of(ours.arrays());
        }
        return vertex instanceof LayerVertex layer
                        && layer.getLayerPreProcessor() == null
                        && layer.getLayer() instanceof MapsLayerRuntime ours
                ? Optional.of(ours.arrays())
                : Optional.empty();
    }

    /** To be called once for a graph, when a pass begins. */
    void settle(GraphPlace there) {
        graph = null;
        place = there;
    }

    /** Where the kernels like maps that nobody else sees. */
    MapsMemory memory() {
        return memory;
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

    private DataType type(long[] shape) {
        return shape.length == ChannelBlocks.RANK ? inBlocks : type;
    }

    /**
     * A layer's input in the network's type of numbers, unless it is maps in blocks, which only layers of ours give. A copy
     * belongs to no workspace, since the backward pass reads it too.
     */
    static INDArray ofType(DataType type, INDArray array) {
        if (array.dataType() == type || array.rank() == ChannelBlocks.RANK) {
            return array;
        }
        try (MemoryWorkspace scope = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
            return array.castTo(type);
        }
    }

    /** An array for the output. */
    INDArray output(long[] shape, LayerWorkspaceMgr workspaceMgr) {
        GraphPlace known = place();
        if (known != null) {
            known.passes().at(known.position(), endsWithPass(workspaceMgr, ArrayType.ACTIVATIONS));
        }
        if (isPrivate(workspaceMgr)) {
            pool().reclaim();
            return pool().lendOutput(this, memory, type(shape), shape);
        }
        return workspaceMgr.createUninitialized(ArrayType.ACTIVATIONS, type(shape), shape, 'c');
    }

    /** True if nothing but layers and vertices of this package sees the output in this pass. */
    boolean isPrivate(LayerWorkspaceMgr workspaceMgr) {
        GraphPlace known = place();
        return known != null && known.isPrivate() && endsWithPass(workspaceMgr, ArrayType.ACTIVATIONS);
    }

    /** The only vertex that reads the output, if the given runtime still stands at this place and one vertex alone reads it. */
    Optional<GraphVertex> onlyReader(Layer runtime) {
        GraphPlace known = place;
        return known != null
                        && known.vertex().getLayer() == runtime
                        && known.readers().size() == 1
                ? Optional.of(known.readers().get(0))
                : Optional.empty();
    }

    /**
     * The index of the input that does not come from a layer, of two; empty if that input is not made before the layer runs.
     */
    OptionalInt otherOfTwo(PassArrays layer) {
        GraphPlace here = place;
        GraphPlace there = layer.place;
        if (here == null || there == null || here.sources().size() != 2) {
            return OptionalInt.empty();
        }
        return IntStream.range(0, 2)
                .filter(i -> of(here.sources().get(i))
                        .map(source -> source.place)
                        .filter(source -> source.position() < there.position())
                        .isPresent())
                .findAny();
    }

    /** Announces maps that are this one's output already: at inference, the layer that gives them has fused this one. */
    void expect(INDArray maps) {
        expected = maps;
    }

    /** The output if it is one of the inputs already, because a convolution has fused this one; it is lent to this one from now on. */
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
        GraphPlace known = place();
        return known != null && endsWithPass(workspaceMgr, ArrayType.ACTIVATION_GRAD)
                ? pool().lendGradient(
                                this, input, memoryOfGradient(known.sources().get(input)), type(shape), shape)
                : workspaceMgr.createUninitialized(ArrayType.ACTIVATION_GRAD, type(shape), shape, 'c');
    }

    /** DL4J adds up the gradients of all readers of a vertex, which must be in one memory for that. */
    private MapsMemory memoryOfGradient(GraphVertex source) {
        return of(source)
                .map(arrays -> arrays.place)
                .filter(GraphPlace::isPrivate)
                .map(known -> memory)
                .orElse(MapsMemory.HOST);
    }

    /** To be called at the end of the backward pass, when neither the output nor its gradient is needed any more. */
    void endBackward(INDArray gradOutput) {
        GraphPlace known = place;
        if (known != null && known.isPrivate()) {
            pool().takeBackOutput(this);
        }
        if (known != null) {
            pool().takeBackGradient(gradOutput, known.vertex());
        }
    }

    /** True if an input is the output of a vertex. */
    boolean reads(int input, GraphVertex vertex) {
        GraphPlace known = place;
        return known != null && known.sources().get(input) == vertex;
    }

    /** True if an output may still be read. */
    boolean isOutputRead(INDArray output) {
        GraphPlace known = place;
        if (known == null) {
            return true;
        }
        // The gradient may have taken its place.
        if (known.vertex().getEpsilon() == output) {
            return true;
        }
        // No stream: a pass asks this for every array after every layer.
        for (GraphVertex reader : known.readers()) {
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

    /** True if DL4J keeps a gradient for the backward pass of an input; otherwise it has added it to another. */
    boolean isGradientPending(INDArray gradient, int input) {
        GraphPlace known = place;
        return known == null || known.sources().get(input).getEpsilon() == gradient;
    }
}
