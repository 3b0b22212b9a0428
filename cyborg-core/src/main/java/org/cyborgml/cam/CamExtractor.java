package org.cyborgml.cam;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.cyborgml.loss.LossTermLayer;
import org.cyborgml.loss.SaliencyLossLayer;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Computes the class activation maps of a network with a CYBORG head at inference. One forward pass gives the logits, the
 * probabilities and the map of every class.
 *
 * <p>Safe for use by several threads, with one extractor or several of one network: they take turns, with each other and with
 * {@code network.output(INDArray...)}. For passes at the same time, give each thread a network of its own ({@code
 * network.clone()}). DL4J's {@code output(List, ...)}, {@code score} and {@code fit} do not take turns; layers of this project
 * refuse to run in two threads at once with an {@link IllegalStateException}.
 */
public final class CamExtractor {

    private final ComputationGraph network;
    private final String classifier;
    private final String classMaps;
    private final String logits;
    private final String probabilities;

    private CamExtractor(
            ComputationGraph network, String classifier, String classMaps, String logits, String probabilities) {
        this.network = network;
        this.classifier = classifier;
        this.classMaps = classMaps;
        this.logits = logits;
        this.probabilities = probabilities;
    }

    /**
     * Creates an extractor for a network.
     *
     * @param network a network with a CYBORG head; it is used, not copied
     * @return the extractor
     * @throws IllegalArgumentException if the network has no CYBORG head
     */
    public static CamExtractor of(ComputationGraph network) {
        String classifier = find(network, ClassActivationMapLayer.class);
        String saliency = find(network, SaliencyLossLayer.class);
        String classification = network.getConfiguration().getNetworkOutputs().stream()
                .filter(name -> !name.equals(saliency)
                        && layer(network.getConfiguration().getVertices().get(name)) instanceof LossTermLayer)
                .findFirst()
                .orElseThrow(() -> missing(LossTermLayer.class));
        return new CamExtractor(
                network, classifier, inputOf(network, saliency), inputOf(network, classification), classification);
    }

    private static String inputOf(ComputationGraph network, String vertex) {
        return Objects.requireNonNull(
                        network.getConfiguration().getVertexInputs().get(vertex))
                .get(0);
    }

    private static String find(ComputationGraph network, Class<? extends Layer> type) {
        for (Map.Entry<String, GraphVertex> e :
                network.getConfiguration().getVertices().entrySet()) {
            if (type.isInstance(layer(e.getValue()))) {
                return e.getKey();
            }
        }
        throw missing(type);
    }

    private static @Nullable Layer layer(@Nullable GraphVertex vertex) {
        if (vertex instanceof LayerVertex layerVertex) {
            Layer layer = layerVertex.getLayerConf().getLayer();
            return layer instanceof FrozenLayer frozen ? frozen.getLayer() : layer;
        }
        return null;
    }

    private static IllegalArgumentException missing(Class<?> type) {
        return new IllegalArgumentException(
                "the network has no " + type.getSimpleName() + ", so no CYBORG head; see CyborgHead.graftOn");
    }

    /**
     * Runs the network on a batch.
     *
     * @param images the network's input, e.g. {@code [N, 3, H, W]}
     * @return the maps of the batch, with its logits and probabilities
     */
    public ClassActivationMaps extract(INDArray images) {
        synchronized (network) { // as DL4J's output(INDArray...) does, but not this one
            INDArray[] out =
                    network.output(List.of(classMaps, logits, probabilities), false, new INDArray[] {images}, null);
            INDArray bias = network.getLayer(classifier).getParam(ClassActivationMapLayer.BIAS);
            return new ClassActivationMaps(out[0], out[1], out[2], bias);
        }
    }
}
