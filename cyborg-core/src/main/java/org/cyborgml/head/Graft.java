package org.cyborgml.head;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cyborgml.cam.ClassActivationMapLayer;
import org.cyborgml.loss.CyborgLoss;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Grafts a head on a trained network. */
final class Graft {

    private static final Logger LOG = LoggerFactory.getLogger(Graft.class);

    private final ComputationGraph trained;
    private final Map<String, GraphVertex> vertices;
    private final Map<String, List<String>> inputs;
    private final String pooled;
    private final String reference;
    private final String classifierName;
    private final Set<String> behind;

    Graft(ComputationGraph trained, String pooled, String reference, String classifierName) {
        this.trained = trained;
        this.vertices = trained.getConfiguration().getVertices();
        this.inputs = trained.getConfiguration().getVertexInputs();
        this.pooled = existing(pooled);
        this.reference = existing(reference);
        this.classifierName = classifierName;
        this.behind = behindFeatureMaps();
        if (behind.contains(reference)) {
            throw new IllegalArgumentException("the reference tap \"" + reference + "\" lies behind the pooled one \""
                    + pooled + "\", so it is part of what the head replaces");
        }
    }

    private String existing(String name) {
        if (!vertices.containsKey(name)) {
            throw new IllegalArgumentException(
                    "the network has no layer \"" + name + "\"; it has " + vertices.keySet());
        }
        return name;
    }

    /** Names of all vertices that the pooled maps lead to, nearest first. */
    private Set<String> behindFeatureMaps() {
        Set<String> found = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(pooled));
        while (!open.isEmpty()) {
            String from = open.removeFirst();
            inputs.forEach((name, in) -> {
                if (in.contains(from) && found.add(name)) {
                    open.add(name);
                }
            });
        }
        return found;
    }

    ComputationGraph grow(CyborgHead head, CyborgLoss loss) {
        TransferLearning.GraphBuilder builder = new TransferLearning.GraphBuilder(trained);
        behind.forEach(builder::removeVertexAndConnections);
        INDArray oldWeight = oldWeight();
        long features = oldWeight != null ? oldWeight.size(1) : featureMapsOf(pooled);
        GraphEditor editor = GraphEditor.of(builder);
        TapGuard.guard(
                editor,
                Maps.filterKeys(vertices, name -> !behind.contains(name)),
                inputs,
                ImmutableSet.of(pooled, reference));
        head.addTo(editor, loss, pooled, reference, features);
        ComputationGraph grown = inTrainedPrecision(builder.build());
        keepClassifier(grown, oldWeight);
        return grown;
    }

    /** DL4J's transfer learning makes every network a float one, and so rounds a double one's parameters. */
    private ComputationGraph inTrainedPrecision(ComputationGraph grown) {
        DataType type = trained.getConfiguration().getDataType();
        if (grown.getConfiguration().getDataType() == type) {
            return grown;
        }
        ComputationGraph converted = grown.convertDataType(type);
        for (String name : vertices.keySet()) {
            if (!behind.contains(name) && trained.getVertex(name).numParams() > 0) {
                converted
                        .getVertex(name)
                        .params()
                        .assign(trained.getVertex(name).params());
            }
        }
        return converted;
    }

    private void keepClassifier(ComputationGraph grown, @Nullable INDArray oldWeight) {
        Layer classifier = grown.getLayer(classifierName);
        INDArray weight = classifier.getParam(ClassActivationMapLayer.WEIGHT);
        INDArray bias = classifier.getParam(ClassActivationMapLayer.BIAS);
        if (oldWeight != null && Arrays.equals(oldWeight.shape(), weight.shape())) {
            weight.assign(oldWeight);
            bias.assign(oldBias(bias));
            LOG.info("kept the trained classifier's weights {}", Arrays.toString(weight.shape()));
        } else {
            LOG.info(
                    "classifier {} starts fresh: the trained network's is {}",
                    Arrays.toString(weight.shape()),
                    oldWeight == null ? "not found" : Arrays.toString(oldWeight.shape()));
        }
    }

    private @Nullable Layer oldClassifier() {
        for (String name : behind) {
            if (vertices.get(name) instanceof LayerVertex
                    && trained.getLayer(name).numParams() > 0) {
                return trained.getLayer(name);
            }
        }
        return null;
    }

    /** The first layer's weights behind the feature maps as [C, F]; null where they are no matrix. */
    private @Nullable INDArray oldWeight() {
        Layer classifier = oldClassifier();
        if (classifier == null) {
            return null;
        }
        Map<String, INDArray> parameters = classifier.paramTable();
        INDArray ours = parameters.get(ClassActivationMapLayer.WEIGHT);
        INDArray theirs = parameters.get("W");
        if (ours != null) {
            return ours.rank() == 2 ? ours : null;
        }
        return theirs != null && theirs.rank() == 2 ? theirs.transpose() : null;
    }

    private INDArray oldBias(INDArray like) {
        Layer classifier = oldClassifier();
        INDArray bias = null;
        if (classifier != null) {
            Map<String, INDArray> parameters = classifier.paramTable();
            bias = parameters.containsKey(ClassActivationMapLayer.BIAS)
                    ? parameters.get(ClassActivationMapLayer.BIAS)
                    : parameters.get("b");
        }
        return bias == null ? like.like() : bias.reshape(like.shape());
    }

    private long featureMapsOf(String name) {
        String at = name;
        while (at != null && vertices.containsKey(at)) {
            if (vertices.get(at) instanceof LayerVertex vertex
                    && vertex.getLayerConf().getLayer() instanceof FeedForwardLayer layer
                    && layer.getNOut() > 0) {
                return layer.getNOut();
            }
            List<String> in = inputs.get(at);
            at = in != null && in.size() == 1 ? in.get(0) : null;
        }
        throw new IllegalArgumentException("cannot tell how many feature maps \"" + name
                + "\" gives: neither it nor the layers before it say so, and no classifier follows it");
    }
}
