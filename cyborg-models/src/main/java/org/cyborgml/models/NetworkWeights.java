package org.cyborgml.models;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.cyborgml.cam.ClassActivationMapLayer;
import org.cyborgml.models.checkpoint.Checkpoint;
import org.cyborgml.models.checkpoint.CheckpointException;
import org.cyborgml.models.checkpoint.CheckpointTensor;
import org.cyborgml.models.checkpoint.NetworkZip;
import org.cyborgml.models.layer.BatchNorm;
import org.cyborgml.models.layer.SqueezeExcitation;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The parameters of a network by PyTorch's names, {@code layer4.2.conv3.weight}, {@code bn1.running_var}: from a checkpoint
 * into a network and back.
 *
 * <pre>{@code
 * ComputationGraph network = ResNet50.builder().numClasses(2).build().init();
 * LoadReport report = NetworkWeights.load(network, Path.of("resnet50-imagenet.pth"));
 * Safetensors.write(Path.of("final_model.safetensors"), NetworkWeights.of(network));
 * }</pre>
 */
public final class NetworkWeights {

    private static final Map<String, String> TO_PYTORCH = Map.of(
            BatchNorm.RUNNING_MEAN,
            "running_mean",
            BatchNorm.RUNNING_VARIANCE,
            "running_var",
            SqueezeExcitation.REDUCE_WEIGHT,
            "_se_reduce.weight",
            SqueezeExcitation.REDUCE_BIAS,
            "_se_reduce.bias",
            SqueezeExcitation.EXPAND_WEIGHT,
            "_se_expand.weight",
            SqueezeExcitation.EXPAND_BIAS,
            "_se_expand.bias");

    private static final int LISTED = 10;

    private NetworkWeights() {}

    /**
     * The parameters and running statistics of a network. With those of {@link TripletEfficientNetB4} and
     * {@link SiameseEfficientNetB4} goes the unused classifier that their published modules hold, as zeros.
     *
     * @param network any network
     * @return copies, F32 or F64 as the network's data type, in the order of the network's layers
     */
    public static Checkpoint of(ComputationGraph network) {
        Checkpoint.Builder checkpoint = Checkpoint.builder();
        arrays(network).forEach((name, array) -> checkpoint.add(name, CheckpointTensor.of(array)));
        SiameseStages.unused(shapes(network))
                .forEach((name, shape) -> checkpoint.add(
                        name,
                        CheckpointTensor.of(
                                Nd4j.zeros(network.getConfiguration().getDataType(), shape))));
        return checkpoint.build();
    }

    /**
     * The names and shapes of a network's parameters and running statistics.
     *
     * @param network any network
     * @return PyTorch's names to shapes, in the order of the network's layers
     */
    public static Map<String, long[]> shapes(ComputationGraph network) {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        arrays(network).forEach((name, array) -> shapes.put(name, array.shape()));
        return shapes;
    }

    /**
     * Number of logits of the classifier in a checkpoint.
     *
     * @param network the network for which the checkpoint is meant; names of older files are understood too
     * @param checkpoint tensors by PyTorch's names
     * @return the rows of the classifier's weights; empty if the checkpoint has none
     */
    public static OptionalInt logits(Network network, Checkpoint checkpoint) {
        String weight = network.head().classifierName() + "." + ClassActivationMapLayer.WEIGHT;
        return FittedNames.of(checkpoint, Set.of(weight)).tensors().entrySet().stream()
                .filter(tensor ->
                        PublishedNames.current(tensor.getKey(), Set.of(weight)).equals(weight)
                                && tensor.getValue().shape().length > 0)
                .mapToInt(tensor -> Math.toIntExact(tensor.getValue().shape()[0]))
                .findFirst();
    }

    /**
     * Reads the weights in a file: safetensors, PyTorch's {@code .pth}, {@code .ckpt} or {@code .bin}, the index of such files or
     * the folder of it, a network saved by DL4J, or MesoNet's weights in Keras' {@code .h5}, told apart by their content. No
     * code of the file is run.
     *
     * @param file a checkpoint
     * @return its tensors by PyTorch's names, with its metadata or, in a DL4J zip, its {@link NetworkZip#notes() notes}
     * @throws CheckpointException if it cannot be read, is damaged, or has objects of other classes in the place of tensors
     */
    public static Checkpoint read(Path file) throws CheckpointException {
        return read(file, WeightKind.TRAINED);
    }

    /**
     * Reads the weights in a file, or their moving average.
     *
     * @param file a checkpoint, as for {@link #read(Path)}
     * @param kind the weights, or their moving average
     * @return tensors by PyTorch's names, with the file's metadata
     * @throws CheckpointException in the cases of {@link #read(Path)}, or if the file holds no average and one is asked for
     */
    public static Checkpoint read(Path file, WeightKind kind) throws CheckpointException {
        Checkpoint read;
        if (NetworkZip.isOne(file)) {
            NetworkZip zip = NetworkZip.read(file);
            read = of(zip.network()).withMetadata(zip.notes());
        } else {
            Checkpoint known = Checkpoint.read(file);
            read = KerasMesoNet.isOne(known) ? KerasMesoNet.converted(file.toString(), known) : known;
        }
        return switch (kind) {
            case TRAINED -> read;
            case AVERAGED ->
                read.averaged()
                        .orElseThrow(() -> new CheckpointException(
                                file.toString(),
                                "holds no moving average (EMA) of the weights: must hold one for --ema"));
        };
    }

    /**
     * Loads the weights in a file into a network; see {@link #load(ComputationGraph, Checkpoint)} and {@link #read}.
     *
     * @param network its parameters are overwritten
     * @param file safetensors, {@code .pth}, or a network saved by DL4J
     * @return the names that were loaded, left fresh or ignored
     * @throws CheckpointException if it cannot be read, is damaged, or is more than data
     * @throws IllegalArgumentException if the file's tensors do not fit the network
     */
    public static LoadReport load(ComputationGraph network, Path file) throws CheckpointException {
        return load(network, read(file));
    }

    /**
     * Loads weights into a network: all of its parameters and running statistics, or none if anything does not fit. Two
     * things need not fit: a classifier for another number of classes, in whose place the network keeps its own, and tensors
     * that these networks do not use (counts of batches, Inception's auxiliary head). Names of older files of DenseNet and Xception
     * are understood. The prefixes of wrappers are taken off the names, in any order, where at least four in five names have
     * them: {@code module.}, {@code _orig_mod.}, {@code model.}, {@code net.}, {@code network.}, {@code backbone.},
     * {@code encoder.} and the like; the few others are ignored if the network has no parameters of their names.
     *
     * @param network its parameters are overwritten
     * @param checkpoint tensors by PyTorch's names
     * @return the names that were loaded, left fresh or ignored
     * @throws IllegalArgumentException if tensors are missing, unexpected or of another shape; the message lists them
     */
    public static LoadReport load(ComputationGraph network, Checkpoint checkpoint) {
        Map<String, INDArray> arrays = arrays(network);
        Set<String> known = arrays.keySet();
        Set<String> unused = SiameseStages.unused(shapes(network)).keySet();
        FittedNames fitted = FittedNames.of(checkpoint, known);
        List<String> ignored = new ArrayList<>(fitted.ignored());
        Map<String, CheckpointTensor> tensors = new LinkedHashMap<>();
        fitted.tensors().forEach((name, tensor) -> {
            if ((PublishedNames.isIgnored(name) || unused.contains(name)) && !known.contains(name)) {
                ignored.add(name);
            } else {
                tensors.put(PublishedNames.current(name, known), tensor);
            }
        });
        List<String> leftFresh = leftFresh(network, arrays, tensors);
        requireFit(arrays, tensors, leftFresh);
        List<String> loaded = new ArrayList<>();
        arrays.forEach((name, array) -> {
            CheckpointTensor tensor = tensors.get(name);
            if (tensor != null && !leftFresh.contains(name)) {
                array.assign(tensor.toArray(array.dataType()).reshape('c', array.shape()));
                loaded.add(name);
            }
        });
        return new LoadReport(loaded, leftFresh, ignored);
    }

    /**
     * Loads the weights that a training is to start from: as {@link #load(ComputationGraph, Checkpoint)}, and a
     * {@link SiameseEfficientNetB4} takes its extractor from a checkpoint of the first stage or of any {@link EfficientNetB4}
     * too; its batch norm and classifier are left fresh.
     *
     * @param network its parameters are overwritten
     * @param checkpoint tensors by PyTorch's names
     * @return the names that were loaded, left fresh or ignored
     * @throws IllegalArgumentException if tensors are missing, unexpected or of another shape; the message lists them
     */
    public static LoadReport loadStart(ComputationGraph network, Checkpoint checkpoint) {
        Map<String, INDArray> arrays = arrays(network);
        Map<String, CheckpointTensor> tensors =
                FittedNames.of(checkpoint, arrays.keySet()).tensors();
        if (!SiameseStages.isFirstOf(tensors, arrays)) {
            return load(network, checkpoint);
        }
        LoadReport report = load(network, SiameseStages.joined(tensors, of(network)));
        Map<Boolean, List<String>> ofExtractor = report.loaded().stream()
                .collect(Collectors.partitioningBy(name -> name.startsWith(SiameseEfficientNetB4.EXTRACTOR)));
        return new LoadReport(
                ofExtractor.getOrDefault(true, List.of()),
                ofExtractor.getOrDefault(false, List.of()),
                report.ignored());
    }

    private static Map<String, INDArray> arrays(ComputationGraph network) {
        Map<String, INDArray> arrays = new LinkedHashMap<>();
        for (int index : network.topologicalSortOrder()) {
            GraphVertex vertex = network.getVertices()[index];
            if (vertex.numParams() > 0) {
                vertex.paramTable(false)
                        .forEach((key, array) ->
                                arrays.put(vertex.getVertexName() + "." + TO_PYTORCH.getOrDefault(key, key), array));
            }
        }
        return arrays;
    }

    /** The parameters of classifiers that the checkpoint has for another number of classes. */
    private static List<String> leftFresh(
            ComputationGraph network, Map<String, INDArray> arrays, Map<String, CheckpointTensor> tensors) {
        List<String> fresh = new ArrayList<>();
        network.getConfiguration().getVertices().forEach((name, vertex) -> {
            if (vertex instanceof LayerVertex layer
                    && layer.getLayerConf().getLayer() instanceof ClassActivationMapLayer) {
                String weight = name + "." + ClassActivationMapLayer.WEIGHT;
                CheckpointTensor tensor = tensors.get(weight);
                INDArray ours = arrays.get(weight);
                if (tensor != null && ours != null && isOfOtherClasses(tensor.shape(), ours.shape())) {
                    fresh.add(weight);
                    fresh.add(name + "." + ClassActivationMapLayer.BIAS);
                }
            }
        });
        return fresh;
    }

    private static boolean isOfOtherClasses(long[] theirs, long[] ours) {
        long[] shape = withoutTrailingOnes(theirs);
        return shape.length == 2 && shape[0] != ours[0] && shape[1] == ours[1];
    }

    private static void requireFit(
            Map<String, INDArray> arrays, Map<String, CheckpointTensor> tensors, List<String> leftFresh) {
        List<String> problems = new ArrayList<>();
        add(problems, "missing", without(arrays.keySet(), tensors.keySet()));
        add(problems, "unexpected", without(tensors.keySet(), arrays.keySet()));
        List<String> wrong = new ArrayList<>();
        arrays.forEach((name, array) -> {
            CheckpointTensor tensor = tensors.get(name);
            if (tensor != null && !leftFresh.contains(name) && !fits(tensor.shape(), array.shape())) {
                wrong.add(name + " " + Arrays.toString(tensor.shape()) + " for " + Arrays.toString(array.shape()));
            }
        });
        add(problems, "of another shape", wrong);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("the checkpoint does not fit the network: "
                    + String.join("; ", problems)
                    + CheckpointOrigin.of(tensors)
                            .map(origin -> "; it looks like " + origin)
                            .orElse(""));
        }
    }

    private static List<String> without(Set<String> names, Set<String> others) {
        Set<String> rest = new LinkedHashSet<>(names);
        rest.removeAll(others);
        return List.copyOf(rest);
    }

    private static void add(List<String> problems, String what, List<String> names) {
        if (!names.isEmpty()) {
            String more = names.size() > LISTED ? ", and " + (names.size() - LISTED) + " more" : "";
            problems.add(names.size() + " " + what + ": "
                    + names.stream().limit(LISTED).collect(Collectors.joining(", ")) + more);
        }
    }

    /** Compares shapes up to trailing ones: old files have [O, I] for [O, I, 1, 1]. */
    private static boolean fits(long[] theirs, long[] ours) {
        return Arrays.equals(withoutTrailingOnes(theirs), withoutTrailingOnes(ours));
    }

    private static long[] withoutTrailingOnes(long[] shape) {
        int length = shape.length;
        while (length > 1 && shape[length - 1] == 1) {
            length--;
        }
        return Arrays.copyOf(shape, length);
    }
}
