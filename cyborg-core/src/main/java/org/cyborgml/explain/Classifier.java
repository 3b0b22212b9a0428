package org.cyborgml.explain;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.cyborgml.cam.ClassActivationMapLayer;
import org.cyborgml.loss.ClassificationLossLayer;
import org.cyborgml.loss.LossTermLayer;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.StackVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.impl.LayerVertex;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** The end of a network: how the scores of the classes follow from the output of one vertex. */
final class Classifier {

    /** A dense layer, perhaps behind a preprocessor, whose activation function is left out. */
    private record Linear(Layer layer, @Nullable InputPreProcessor preprocessor) {

        INDArray weight() {
            return layer.getParam(DefaultParamInitializer.WEIGHT_KEY);
        }

        INDArray logits(INDArray input) {
            INDArray rows = preprocessor == null
                    ? input
                    : preprocessor.preProcess(
                            input.dup(), (int) input.size(0), LayerWorkspaceMgr.noWorkspacesImmutable());
            INDArray logits = rows.mmul(weight());
            INDArray bias = layer.paramTable().get(DefaultParamInitializer.BIAS_KEY);
            return bias == null ? logits : logits.addiRowVector(bias.reshape(1, bias.length()));
        }

        INDArray gradient(INDArray ofLogits) {
            INDArray ofRows = ofLogits.mmul(weight().transpose());
            return preprocessor == null
                    ? ofRows
                    : preprocessor.backprop(ofRows, (int) ofRows.size(0), LayerWorkspaceMgr.noWorkspacesImmutable());
        }
    }

    private final String name;
    private final String readVertex;
    private final @Nullable Linear linear;

    private Classifier(String name, String readVertex, @Nullable Linear linear) {
        this.name = name;
        this.readVertex = readVertex;
        this.linear = linear;
    }

    /** The classifier of a CYBORG head, or the only output. */
    static Classifier only(ComputationGraph network) {
        List<String> outputs = network.getConfiguration().getNetworkOutputs();
        Optional<String> ofHead = outputs.stream()
                .filter(output -> layer(network.getVertex(output))
                        .filter(layer -> layer.conf().getLayer() instanceof ClassificationLossLayer)
                        .isPresent())
                .findFirst();
        if (ofHead.isEmpty() && outputs.size() != 1) {
            throw new IllegalArgumentException(
                    "the network has the outputs " + outputs + ": name the one that classifies");
        }
        return named(network, ofHead.orElse(outputs.get(0)));
    }

    /** The classifier that ends in a certain layer or vertex. */
    static Classifier named(ComputationGraph network, String name) {
        GraphVertex vertex = network.getVertex(name);
        if (vertex == null || vertex.isInputVertex()) {
            throw new IllegalArgumentException("the network has no layer \"" + name + "\" that could classify");
        }
        Optional<Layer> layer = layer(vertex);
        if (layer.isEmpty()) {
            return new Classifier(name, name, null);
        }
        org.deeplearning4j.nn.conf.layers.Layer kind = layer.get().conf().getLayer();
        String input = Objects.requireNonNull(
                        network.getConfiguration().getVertexInputs().get(name))
                .get(0);
        if (kind instanceof BaseOutputLayer || kind instanceof DenseLayer) {
            return new Classifier(name, input, new Linear(layer.get(), ((LayerVertex) vertex).getLayerPreProcessor()));
        }
        boolean isApplied =
                kind instanceof LossLayer || kind instanceof LossTermLayer || kind instanceof ActivationLayer;
        return new Classifier(name, isApplied ? input : name, null);
    }

    private static Optional<Layer> layer(@Nullable GraphVertex vertex) {
        return vertex != null && vertex.hasLayer()
                ? Optional.of(InferenceBackward.unwrapped(vertex.getLayer()))
                : Optional.empty();
    }

    String name() {
        return name;
    }

    /** Name of the vertex from whose output the scores follow. */
    String readVertex() {
        return readVertex;
    }

    private INDArray logits(INDArray read) {
        INDArray logits = linear == null ? read : linear.logits(read);
        if (logits.rank() != 2) {
            throw new IllegalArgumentException("the classifier \"" + name + "\" must give scores [N, C], found "
                    + Arrays.toString(logits.shape()));
        }
        return logits;
    }

    /** Scores [N, C], C being 2 for one logit. */
    INDArray scores(INDArray read) {
        INDArray logits = logits(read);
        return logits.size(1) > 1 ? logits : Nd4j.hstack(logits.neg(), logits);
    }

    /** Probabilities [N, C], C being 2 for one logit. */
    INDArray probabilities(INDArray read) {
        INDArray logits = logits(read);
        if (logits.size(1) > 1) {
            return Transforms.softmax(logits, true);
        }
        INDArray ofSecond = Transforms.sigmoid(logits, true);
        return Nd4j.hstack(ofSecond.rsub(1), ofSecond);
    }

    /** Gradient of the classes' scores for the output of the vertex. */
    INDArray gradient(INDArray read, int[] classes) {
        INDArray logits = logits(read);
        requireClasses(classes, logits.size(0), Math.max(2, logits.size(1)));
        INDArray ofLogits = Nd4j.zeros(logits.dataType(), logits.shape());
        for (int i = 0; i < classes.length; i++) {
            if (logits.size(1) > 1) {
                ofLogits.putScalar(i, classes[i], 1);
            } else {
                ofLogits.putScalar(i, 0, classes[i] == 1 ? 1 : -1);
            }
        }
        return linear == null ? ofLogits : linear.gradient(ofLogits);
    }

    /** Refuses classes that are not one in [0, count) for each image. */
    static void requireClasses(int[] classes, long images, long count) {
        if (classes.length != images) {
            throw new IllegalArgumentException(
                    "there must be a class for each of " + images + " images, found " + classes.length);
        }
        for (int c : classes) {
            if (c < 0 || c >= count) {
                throw new IllegalArgumentException("class must be in [0, " + count + "), found " + c);
            }
        }
    }

    /** Name of the layer whose maps a CYBORG head pools for the logits. */
    Optional<String> pooledMaps(ComputationGraph network) {
        return tapped(network, 0);
    }

    /** Name of the layer whose maps make the CAM of a CYBORG head. */
    Optional<String> camMaps(ComputationGraph network) {
        return tapped(network, 1);
    }

    /** A head on two taps stacks the pooled maps and those of the CAM. */
    private Optional<String> tapped(ComputationGraph network, int tap) {
        return headLayer(network).map(layer -> {
            var inputs = network.getConfiguration().getVertexInputs();
            String input = Objects.requireNonNull(inputs.get(layer)).get(0);
            boolean isStacked = network.getConfiguration().getVertices().get(input) instanceof StackVertex;
            return isStacked ? Objects.requireNonNull(inputs.get(input)).get(tap) : input;
        });
    }

    private Optional<String> headLayer(ComputationGraph network) {
        return Arrays.stream(network.getVertices())
                .filter(vertex -> layer(vertex)
                        .filter(layer -> layer.conf().getLayer() instanceof ClassActivationMapLayer)
                        .isPresent())
                .map(GraphVertex::getVertexName)
                .findFirst();
    }

    /** The classifier's weights [L, F], L being the number of logits; empty if it has none of its own. */
    Optional<INDArray> weights(ComputationGraph network) {
        return headLayer(network)
                .map(layer ->
                        InferenceBackward.unwrapped(network.getLayer(layer)).getParam(ClassActivationMapLayer.WEIGHT))
                .or(() ->
                        Optional.ofNullable(linear).map(dense -> dense.weight().transpose()));
    }
}
