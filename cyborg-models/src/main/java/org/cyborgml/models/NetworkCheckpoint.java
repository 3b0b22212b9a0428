package org.cyborgml.models;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.cyborgml.cam.ClassActivationMapLayer;
import org.cyborgml.models.checkpoint.Checkpoint;
import org.cyborgml.models.checkpoint.CheckpointException;
import org.cyborgml.models.checkpoint.CheckpointTensor;
import org.cyborgml.models.layer.BatchNorm;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network's parameters as a checkpoint with PyTorch's names, and the way back. A parameter's name is its layer's and its
 * own ({@code layer4.2.conv3.weight}), and the shapes are PyTorch's, so nothing is transposed.
 */
public final class NetworkCheckpoint {

    private static final String NOT_USED = "num_batches_tracked";
    private static final Map<String, String> TORCH_KEYS = Map.of(
            BatchNorm.RUNNING_MEAN, "running_mean",
            BatchNorm.RUNNING_VARIANCE, "running_var");

    private NetworkCheckpoint() {}

    /**
     * What was done with a checkpoint.
     *
     * @param freshClassifier names of the classifier's parameters that keep their first values, because the checkpoint's
     *     are of another number of classes
     */
    public record Loading(List<String> freshClassifier) {

        /**
         * Copies the list.
         *
         * @param freshClassifier names of the classifier's parameters that keep their first values
         */
        public Loading {
            freshClassifier = List.copyOf(freshClassifier);
        }
    }

    /**
     * A network's parameters.
     *
     * @param network a network of this library
     * @return its parameters and running statistics, copied
     */
    public static Checkpoint of(ComputationGraph network) {
        return of(network, Map.of());
    }

    /**
     * A network's parameters, with notes.
     *
     * @param network a network of this library
     * @param metadata what else the file is to say
     * @return its parameters and running statistics, copied
     */
    public static Checkpoint of(ComputationGraph network, Map<String, String> metadata) {
        Checkpoint.Builder builder = Checkpoint.builder();
        metadata.forEach(builder::metadata);
        parameters(network).forEach((name, array) -> builder.add(name, CheckpointTensor.of(array)));
        return builder.build();
    }

    /**
     * Sets a network's parameters. Where the checkpoint's classifier is of another number of classes, the network's is left
     * as it is; nothing else may differ.
     *
     * @param network a network of this library
     * @param checkpoint its names and shapes
     * @return what was left
     * @throws CheckpointException if parameters are missing, unknown or of another shape: it lists their names; the network
     *     is not changed then
     */
    public static Loading load(ComputationGraph network, Checkpoint checkpoint) throws CheckpointException {
        Map<String, INDArray> ours = parameters(network);
        Set<String> missing = new TreeSet<>(ours.keySet());
        Set<String> unknown = new TreeSet<>();
        List<String> misfits = new ArrayList<>();
        List<String> fresh = new ArrayList<>();
        Set<String> classifier = classifierParameters(network);
        checkpoint.tensors().forEach((name, tensor) -> {
            INDArray array = ours.get(name);
            if (array != null) {
                missing.remove(name);
                if (!Arrays.equals(array.shape(), tensor.shape())) {
                    if (classifier.contains(name) && isOfOtherClasses(array.shape(), tensor.shape())) {
                        fresh.add(name);
                    } else {
                        misfits.add(name + " is " + Arrays.toString(tensor.shape()) + ", must be "
                                + Arrays.toString(array.shape()));
                    }
                }
            } else if (!name.endsWith(NOT_USED)) {
                unknown.add(name);
            }
        });
        requireNone(missing, unknown, misfits);
        ours.forEach((name, array) -> {
            if (!fresh.contains(name)) {
                array.assign(checkpoint.tensor(name).toArray(array.dataType()));
            }
        });
        return new Loading(fresh);
    }

    private static void requireNone(Set<String> missing, Set<String> unknown, List<String> misfits)
            throws CheckpointException {
        List<String> problems = new ArrayList<>();
        if (!missing.isEmpty()) {
            problems.add("missing " + missing);
        }
        if (!unknown.isEmpty()) {
            problems.add("not in the network " + unknown);
        }
        if (!misfits.isEmpty()) {
            problems.add("of another shape " + misfits);
        }
        if (!problems.isEmpty()) {
            throw new CheckpointException("checkpoint", "does not fit the network: " + String.join("; ", problems));
        }
    }

    private static boolean isOfOtherClasses(long[] ours, long[] theirs) {
        return ours.length == theirs.length
                && Arrays.equals(ours, 1, ours.length, theirs, 1, theirs.length)
                && ours[0] != theirs[0];
    }

    private static Set<String> classifierParameters(ComputationGraph network) {
        Set<String> names = new TreeSet<>();
        for (GraphVertex vertex : network.getVertices()) {
            if (vertex.hasLayer() && vertex.getLayer().conf().getLayer() instanceof ClassActivationMapLayer) {
                vertex.paramTable(false).keySet().forEach(key -> names.add(vertex.getVertexName() + "." + key));
            }
        }
        return names;
    }

    /** The arrays themselves, by PyTorch's names, in the order of the layers. */
    private static Map<String, INDArray> parameters(ComputationGraph network) {
        Map<String, INDArray> all = new LinkedHashMap<>();
        for (int index : network.topologicalSortOrder()) {
            GraphVertex vertex = network.getVertices()[index];
            if (vertex.numParams() > 0) {
                vertex.paramTable(false)
                        .forEach((key, array) ->
                                all.put(vertex.getVertexName() + "." + TORCH_KEYS.getOrDefault(key, key), array));
            }
        }
        return all;
    }
}
