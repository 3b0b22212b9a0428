package org.cyborgml.models.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import onnx.Onnx.GraphProto;
import org.cyborgml.loss.AttentionLossLayer;
import org.cyborgml.loss.SaliencyLossLayer;
import org.cyborgml.models.NetworkWeights;
import org.cyborgml.models.checkpoint.Checkpoint;
import org.cyborgml.models.layer.BatchNorm;
import org.cyborgml.models.layer.Convolution;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.StackVertex;
import org.deeplearning4j.nn.conf.graph.UnstackVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * One network on its way into an ONNX graph: walks through its layers and vertices, each behind what it reads, and lets the
 * rule of each add operators. Samples that a network stacks for a layer to read them together stay apart; the layer's operators
 * are there once for each, with the same weights.
 */
final class NetworkToOnnx {

    private final ComputationGraphConfiguration conf;
    private final OnnxExport settings;
    private final Checkpoint weights;
    private final OnnxOperators operators;
    private final InputTypeConvolutional image;
    private final Map<String, InputType> types;

    /** Names of all layers and vertices, each behind what it reads. */
    private final List<String> order;

    /** Batch norms by the convolutions that they are multiplied into. */
    private final Map<String, String> folded = new HashMap<>();

    /** Names of operators' outputs by what must be there once. */
    private final Map<String, String> made = new HashMap<>();

    /** Of each layer and vertex the operators' outputs that are its output; several where samples are stacked. */
    private final Map<String, List<String>> tensors = new HashMap<>();

    private boolean isSizeFixed;

    /**
     * Starts with the images.
     *
     * @throws IllegalArgumentException if the network has other inputs than one, or does not take images of that size
     */
    NetworkToOnnx(ComputationGraph network, OnnxExport settings, long mostBytes) {
        this.conf = network.getConfiguration();
        this.settings = settings;
        requireOneInput(conf);
        this.image = OnnxImages.type(settings.images());
        this.weights = NetworkWeights.of(network);
        this.operators = new OnnxOperators(mostBytes);
        this.types = types(conf, image);
        this.order = Arrays.stream(network.topologicalSortOrder())
                .mapToObj(index -> network.getVertices()[index].getVertexName())
                .toList();
        if (settings.batchNorm() == OnnxBatchNorm.FOLDED) {
            findFolded();
        }
    }

    private static void requireOneInput(ComputationGraphConfiguration conf) {
        if (conf.getNetworkInputs().size() != 1) {
            throw new IllegalArgumentException(
                    "the network has the inputs " + conf.getNetworkInputs() + ": must have one, the images");
        }
    }

    /** Shapes of all outputs; of a copy, since DL4J sets the layers' numbers of inputs on the way. */
    private static Map<String, InputType> types(ComputationGraphConfiguration conf, InputTypeConvolutional image) {
        try {
            return conf.clone().getLayerActivationTypes(true, image);
        } catch (IllegalStateException e) {
            throw new IllegalArgumentException(
                    "images of " + image.getHeight() + "x" + image.getWidth() + " do not fit the network: "
                            + e.getMessage(),
                    e);
        }
    }

    private void findFolded() {
        Map<String, Integer> readers = new HashMap<>();
        conf.getVertexInputs()
                .values()
                .forEach(inputs -> inputs.forEach(input -> readers.merge(input, 1, Integer::sum)));
        conf.getVertices().forEach((name, vertex) -> {
            if (!(layer(name) instanceof BatchNorm)) {
                return;
            }
            String input = inputsOf(name).get(0);
            if (conf.getVertices().containsKey(input)
                    && layer(input) instanceof Convolution
                    && readers.getOrDefault(input, 0) == 1
                    && !conf.getNetworkOutputs().contains(input)) {
                folded.put(input, name);
            }
        });
    }

    private List<String> inputsOf(String name) {
        return conf.getVertexInputs().getOrDefault(name, List.of());
    }

    /** The configuration of a layer, or of a vertex that is none. */
    Object layer(String name) {
        GraphVertex vertex = Objects.requireNonNull(conf.getVertices().get(name), name);
        if (!(vertex instanceof LayerVertex layerVertex)) {
            return vertex;
        }
        if (layerVertex.getPreProcessor() != null) {
            throw new IllegalArgumentException("layer \"" + name + "\" has the preprocessor "
                    + layerVertex.getPreProcessor() + ", for which there is no ONNX rule");
        }
        Layer layer = layerVertex.getLayerConf().getLayer();
        return layer instanceof FrozenLayer frozen ? frozen.getLayer() : layer;
    }

    OnnxExport settings() {
        return settings;
    }

    Checkpoint weights() {
        return weights;
    }

    OnnxOperators operators() {
        return operators;
    }

    InputTypeConvolutional image() {
        return image;
    }

    /** Names of all outputs of the network. */
    List<String> outputs() {
        return conf.getNetworkOutputs();
    }

    void fixSize() {
        isSizeFixed = true;
    }

    /** Tells if a layer is bound to images of the network's own size; known when the graph is written. */
    boolean isSizeFixed() {
        return isSizeFixed;
    }

    Optional<String> normFoldedInto(String convolution) {
        return Optional.ofNullable(folded.get(convolution));
    }

    boolean isFolded(String norm) {
        return folded.containsValue(norm);
    }

    /** The name of what is made once, and of which there is one for each key. */
    String once(String key, Supplier<String> making) {
        String known = made.get(key);
        if (known == null) {
            known = making.get();
            made.put(key, known);
        }
        return known;
    }

    /**
     * Writes all operators that the wanted outputs need.
     *
     * @param graph receives them
     * @return names of the network's outputs that are written, to those of the graph's outputs
     */
    Map<String, String> writeTo(GraphProto.Builder graph) {
        String input = conf.getNetworkInputs().get(0);
        tensors.put(input, List.of(OnnxImages.normalised(input, settings, operators)));
        for (String name : order) {
            if (!name.equals(input)) {
                tensors.put(name, written(name));
            }
        }
        Map<String, String> names = names();
        Map<String, String> given = new LinkedHashMap<>();
        names.forEach((name, wanted) -> given.put(tensor(name), wanted));
        operators.writeTo(given, graph);
        return names;
    }

    private String tensor(String output) {
        return Objects.requireNonNull(tensors.get(output), output).get(0);
    }

    /** Names of the wanted outputs, to those that they get. */
    private Map<String, String> names() {
        Map<String, String> names = new LinkedHashMap<>();
        boolean hasCams = false;
        for (String name : conf.getNetworkOutputs()) {
            boolean isMap = layer(name) instanceof SaliencyLossLayer || layer(name) instanceof AttentionLossLayer;
            if (!isMap) {
                names.put(name, name);
            } else if (settings.maps() != OnnxMaps.NONE) {
                hasCams = true;
                names.put(name, settings.maps() == OnnxMaps.ALL ? OnnxExport.CAMS : name);
            }
        }
        if (settings.maps() == OnnxMaps.ALL && !hasCams) {
            throw new IllegalArgumentException("the network has the outputs " + conf.getNetworkOutputs()
                    + ", none of CAMs: maps must be none or predicted, found all");
        }
        return names;
    }

    /** Tells if the class maps that a saliency output scales are those whose means are the logits. */
    boolean isPooled(String saliency) {
        String classMaps = inputsOf(saliency).get(0);
        return inputsOf(classMaps).stream().map(tensors::get).distinct().count() == 1;
    }

    private List<String> written(String name) {
        List<List<String>> inputs = inputsOf(name).stream()
                .map(input -> Objects.requireNonNull(tensors.get(input), input))
                .toList();
        Object layer = layer(name);
        if (layer instanceof StackVertex) {
            return inputs.stream().flatMap(List::stream).toList();
        }
        if (layer instanceof UnstackVertex unstack) {
            return List.of(inputs.get(0).get(unstack.getFrom()));
        }
        List<String> written = new ArrayList<>();
        for (int part = 0; part < parts(name, inputs); part++) {
            List<String> ofPart = new ArrayList<>();
            for (List<String> input : inputs) {
                ofPart.add(input.get(part));
            }
            // Taps with a dropout between them are the same maps at inference, so their class maps are too.
            written.add(once(
                    name + " of " + ofPart,
                    () -> OnnxRules.write(layer, new OnnxVertex(this, name, ofPart, typesOf(name)))));
        }
        return written;
    }

    private static int parts(String name, List<List<String>> inputs) {
        Set<Integer> parts = new HashSet<>();
        inputs.forEach(input -> parts.add(input.size()));
        if (parts.size() != 1) {
            throw new IllegalArgumentException("layer \"" + name + "\" reads stacks of " + parts + " inputs: must be of"
                    + " one height to be written as ONNX");
        }
        return parts.iterator().next();
    }

    private List<InputType> typesOf(String name) {
        return inputsOf(name).stream().map(this::type).toList();
    }

    /** Shape of a layer's output, without the batch. */
    InputType type(String name) {
        return conf.getNetworkInputs().contains(name) ? image : Objects.requireNonNull(types.get(name), name);
    }
}
