package org.cyborgml.head;

import com.google.common.collect.ImmutableSet;
import java.util.List;
import java.util.Objects;
import org.cyborgml.cam.ClassActivationMapLayer;
import org.cyborgml.loss.ClassificationLossLayer;
import org.cyborgml.loss.CyborgLoss;
import org.cyborgml.loss.FeatureTap;
import org.cyborgml.loss.LogitsVertex;
import org.cyborgml.loss.SaliencyLossLayer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.StackVertex;
import org.deeplearning4j.nn.conf.graph.UnstackVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Turns a ComputationGraph that ends in feature maps {@code [N, F, h, w]} into one that is trained with the CYBORG loss.
 *
 * <p>The network then has two outputs: {@value #PROBABILITIES} {@code [N, C]} and {@value #SALIENCY}, the chosen class's
 * CAM scaled to [0,1] {@code [N, h, w]}. It is trained on MultiDataSets with the labels {one-hot {@code [N, C]}, human
 * saliency maps {@code [N, h, w]}}; a label mask {@code [N, 1]} for the second output marks samples without a map by 0.
 *
 * <pre>{@code
 * var graph = new NeuralNetConfiguration.Builder()....graphBuilder().addInputs("image")....;
 * CyborgHead.builder(2).build().attachTo(graph, "lastConvolution");
 * }</pre>
 *
 * <p>Immutable.
 */
public final class CyborgHead {

    /** Name of the first output: the classes' probabilities {@code [N, C]}. */
    public static final String PROBABILITIES = "probabilities";

    /** Name of the second output: the chosen class's scaled CAM {@code [N, h, w]}. */
    public static final String SALIENCY = "saliency";

    private final int logits;
    private final CyborgLoss loss;
    private final String classifierName;

    private CyborgHead(Builder builder) {
        this.logits = builder.logits;
        this.loss = builder.loss;
        this.classifierName = builder.classifierName;
    }

    /**
     * A head with one logit per class.
     *
     * @param classes at least 2
     * @return a builder
     * @throws IllegalArgumentException if there are fewer
     */
    public static Builder builder(int classes) {
        if (classes < 2) {
            throw new IllegalArgumentException(
                    "a head tells at least 2 classes apart, found " + classes + "; see oneLogit()");
        }
        return new Builder(classes);
    }

    /**
     * A head for two classes with a single logit, that of class 1. Labels and probabilities are {@code [N, 1]}; the CAM of
     * class 0 is the negated map.
     *
     * @return a builder
     */
    public static Builder oneLogit() {
        return new Builder(1);
    }

    /**
     * Adds the head to a network under construction and makes its outputs the network's.
     *
     * <p>The CAM is made of the maps that are pooled; the loss's tap is not used.
     *
     * @param graph the network so far
     * @param featureMaps name of the layer or vertex that gives the feature maps {@code [N, F, h, w]}
     * @return {@code graph}
     */
    public GraphBuilder attachTo(GraphBuilder graph, String featureMaps) {
        return attach(graph, loss.withTap(FeatureTap.POOLED), featureMaps, featureMaps);
    }

    /**
     * Adds the head to a network under construction and makes its outputs the network's.
     *
     * @param graph the network so far
     * @param pooled name of the layer or vertex whose maps {@code [N, F, h, w]} are pooled for the logits
     * @param reference name of the one whose maps, of the same shape, the CAM is made of under
     *     {@link FeatureTap#REFERENCE}; not used under {@link FeatureTap#POOLED}
     * @return {@code graph}
     */
    public GraphBuilder attachTo(GraphBuilder graph, String pooled, String reference) {
        return attach(graph, tapped(pooled, reference), pooled, reference);
    }

    private GraphBuilder attach(GraphBuilder graph, CyborgLoss tappedLoss, String pooled, String reference) {
        GraphEditor editor = GraphEditor.of(graph);
        TapGuard.guard(editor, graph.getVertices(), graph.getVertexInputs(), ImmutableSet.of(pooled, reference));
        addTo(editor, tappedLoss, pooled, reference, 0);
        return graph;
    }

    /**
     * Makes a copy of a trained network in which the head replaces everything behind the feature maps. The classifier's
     * weights are kept if the old classifier has as many inputs and classes; otherwise they start fresh, which is logged.
     *
     * @param trained a trained network
     * @param featureMaps name of the layer or vertex that gives the feature maps {@code [N, F, h, w]}
     * @return a new network with the trained one's parameters
     * @throws IllegalArgumentException if there is no such layer, or the number of its maps is not known
     */
    public ComputationGraph graftOn(ComputationGraph trained, String featureMaps) {
        return new Graft(trained, featureMaps, featureMaps, classifierName).grow(this, loss.withTap(FeatureTap.POOLED));
    }

    /**
     * Makes a copy of a trained network with the head on two taps; see {@link #graftOn(ComputationGraph, String)} and
     * {@link #attachTo(GraphBuilder, String, String)}.
     *
     * @param trained a trained network
     * @param pooled name of the layer or vertex whose maps are pooled for the logits
     * @param reference name of the one whose maps the CAM is made of under the reference tap
     * @return a new network with the trained one's parameters
     * @throws IllegalArgumentException if there is no such layer, or the number of its maps is not known
     */
    public ComputationGraph graftOn(ComputationGraph trained, String pooled, String reference) {
        return new Graft(trained, pooled, reference, classifierName).grow(this, tapped(pooled, reference));
    }

    /**
     * Runs a network with a head at inference and returns its logits. Several threads may call this for one network; they take
     * turns, and with {@code network.output(INDArray...)}.
     *
     * @param network a network whose first output is called {@value #PROBABILITIES}
     * @param images the network's input, e.g. {@code [N, 3, H, W]}
     * @return {@code [N, C]}, or {@code [N, 1]} with one logit
     * @throws IllegalArgumentException if the network has no such output
     */
    public static INDArray logits(ComputationGraph network, INDArray images) {
        List<String> from = network.getConfiguration().getVertexInputs().get(PROBABILITIES);
        if (from == null) {
            throw new IllegalArgumentException(
                    "the network has no output \"" + PROBABILITIES + "\", so no CYBORG head; it has "
                            + network.getConfiguration().getNetworkOutputs());
        }
        synchronized (network) {
            return network.output(List.of(from.get(0)), false, new INDArray[] {images}, null)[0];
        }
    }

    private CyborgLoss tapped(String pooled, String reference) {
        return pooled.equals(reference) ? loss.withTap(FeatureTap.POOLED) : loss;
    }

    /** Adds the head's layers; features is the number of feature maps, or 0 to take it from the input type. */
    void addTo(GraphEditor graph, CyborgLoss tappedLoss, String pooled, String reference, long features) {
        ClassActivationMapLayer.Builder maps = ClassActivationMapLayer.builder().nOut(logits);
        if (features > 0) {
            maps.nIn(features);
        }
        String classMaps = classifierName;
        if (tappedLoss.getTap() == FeatureTap.POOLED) {
            graph.addLayer(classifierName, maps.build(), pooled);
        } else {
            // One layer for both taps is what makes them share the classifier's weights.
            String both = classifierName + "-taps";
            String ofPooled = classifierName + "-pooled";
            String ofReference = classifierName + "-reference";
            classMaps = classifierName + "-maps";
            graph.addVertex(both, new StackVertex(), pooled, reference);
            graph.addLayer(classifierName, maps.build(), both);
            graph.addVertex(ofPooled, new UnstackVertex(0, 2), classifierName);
            graph.addVertex(ofReference, new UnstackVertex(1, 2), classifierName);
            graph.addVertex(classMaps, new MergeVertex(), ofPooled, ofReference);
        }
        String logitsName = classifierName + "-logits";
        graph.addVertex(logitsName, new LogitsVertex(logits, PROBABILITIES, SALIENCY), classMaps);
        graph.addLayer(
                PROBABILITIES,
                ClassificationLossLayer.builder()
                        .numClasses(logits)
                        .loss(tappedLoss)
                        .build(),
                logitsName);
        graph.addLayer(
                SALIENCY,
                SaliencyLossLayer.builder().numClasses(logits).loss(tappedLoss).build(),
                classMaps);
        graph.setOutputs(PROBABILITIES, SALIENCY);
    }

    /**
     * The loss.
     *
     * @return the loss
     */
    public CyborgLoss loss() {
        return loss;
    }

    /**
     * Number of logits: the classes, or 1 for {@link #oneLogit()}.
     *
     * @return at least 1
     */
    public int logits() {
        return logits;
    }

    /**
     * Name of the {@link ClassActivationMapLayer} that holds the classifier's weights.
     *
     * @return a layer name
     */
    public String classifierName() {
        return classifierName;
    }

    /** Builds a {@link CyborgHead}. */
    public static final class Builder {

        private final int logits;
        private CyborgLoss loss = CyborgLoss.reference();
        private String classifierName = "classifier";

        private Builder(int logits) {
            this.logits = logits;
        }

        /**
         * The loss; {@link CyborgLoss#reference()} if not set.
         *
         * @param loss the loss
         * @return this
         */
        public Builder loss(CyborgLoss loss) {
            this.loss = Objects.requireNonNull(loss, "loss");
            return this;
        }

        /**
         * Name of the layer with the classifier's weights, {@code classifier} if not set. PyTorch's ResNet calls it
         * {@code fc}; checkpoints are matched by it.
         *
         * @param name not empty
         * @return this
         */
        public Builder classifierName(String name) {
            if (name.isEmpty()) {
                throw new IllegalArgumentException("the classifier's name is empty");
            }
            this.classifierName = name;
            return this;
        }

        /**
         * Builds the head.
         *
         * @return the head
         */
        public CyborgHead build() {
            return new CyborgHead(this);
        }
    }
}
