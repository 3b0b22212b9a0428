package org.cyborgml.explain;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A trained network whose decisions are to be explained: any ComputationGraph with one input of images {@code [N, C, H, W]} and
 * a classifier.
 *
 * <p>The score of a class is its logit. It is found behind a CYBORG head, an {@code OutputLayer}, a {@code DenseLayer} with any
 * activation, a {@code LossLayer} or an {@code ActivationLayer}; of any other vertex the output itself is the score. A
 * network with one logit has two classes, and the score of class 0 is the negated logit.
 *
 * <p>The network is used, not copied, and left as it was. Threads take turns, also with {@code network.output(INDArray...)}.
 */
public final class ExplainedNetwork {

    private final ComputationGraph network;
    private final Classifier classifier;

    private ExplainedNetwork(ComputationGraph network, Classifier classifier) {
        this.network = network;
        this.classifier = classifier;
    }

    /**
     * A network with one classifier: a CYBORG head, or the only output.
     *
     * @param network an initialised network
     * @return the network, to be explained
     * @throws IllegalArgumentException if it has several inputs, several outputs without a CYBORG head, or maps with the
     *     channels last
     */
    public static ExplainedNetwork of(ComputationGraph network) {
        return of(network, Classifier.only(network));
    }

    /**
     * A network with several outputs.
     *
     * @param network an initialised network
     * @param classifier name of the layer or vertex that gives the classes' probabilities or scores {@code [N, C]}
     * @return the network, to be explained
     * @throws IllegalArgumentException if it has several inputs, no such vertex, or maps with the channels last
     */
    public static ExplainedNetwork of(ComputationGraph network, String classifier) {
        return of(network, Classifier.named(network, classifier));
    }

    private static ExplainedNetwork of(ComputationGraph network, Classifier classifier) {
        List<String> inputs = network.getConfiguration().getNetworkInputs();
        if (inputs.size() != 1) {
            throw new IllegalArgumentException("a network to explain has one input, found " + inputs);
        }
        Arrays.stream(network.getLayers())
                .map(layer -> layer.conf().getLayer())
                .filter(layer -> layer instanceof ConvolutionLayer convolution
                        && convolution.getCnn2dDataFormat() == CNN2DFormat.NHWC)
                .findFirst()
                .ifPresent(layer -> {
                    throw new IllegalArgumentException(
                            "a network to explain has feature maps [N, C, H, W], but layer \"" + layer.getLayerName()
                                    + "\" has its channels last (NHWC)");
                });
        return new ExplainedNetwork(network, classifier);
    }

    /**
     * The network itself.
     *
     * @return the network, not a copy
     */
    public ComputationGraph network() {
        return network;
    }

    /**
     * A copy with parameters of its own.
     *
     * @return a copy of the network, explained at the same classifier
     */
    public ExplainedNetwork copy() {
        synchronized (network) {
            ComputationGraph copy = network.clone();
            return new ExplainedNetwork(copy, Classifier.named(copy, classifier.name()));
        }
    }

    Classifier classifier() {
        return classifier;
    }

    /** Name of the network's input, which {@link #atLayer} takes as a layer. */
    String input() {
        return network.getConfiguration().getNetworkInputs().get(0);
    }

    /**
     * Runs the network and gives access to the activations and gradients of a layer. The network must not be run in another way
     * before this returns.
     *
     * @param layer name of a layer or vertex that the classifier reads, or of the input
     * @param images {@code [N, C, H, W]}
     * @param use uses the pass, which ends when this returns
     * @param <T> type of the result
     * @return the result of {@code use}
     * @throws IllegalArgumentException if there is no such layer, or the classifier does not depend on it
     */
    public <T> T atLayer(String layer, INDArray images, Function<LayerPass, T> use) {
        synchronized (network) {
            try (GraphPass pass = new GraphPass(network, classifier.readVertex(), layer, ofNetworkType(images))) {
                return use.apply(new LayerPass(pass, classifier));
            }
        }
    }

    /**
     * The scores of all classes.
     *
     * @param images {@code [N, C, H, W]}
     * @return logits {@code [N, C]}; with one logit the scores {@code [N, 2]} of both classes
     */
    public INDArray scores(INDArray images) {
        return classifier.scores(read(images));
    }

    /** The output of the vertex that the scores are made of. */
    private INDArray read(INDArray images) {
        synchronized (network) { // as DL4J's output(INDArray...) does, but not this one
            return network.output(
                            List.of(classifier.readVertex()), false, new INDArray[] {ofNetworkType(images)}, null)[0];
        }
    }

    /**
     * The probabilities of all classes: the softmax of the logits, the sigmoid with one logit.
     *
     * @param images {@code [N, C, H, W]}
     * @return {@code [N, C]}
     */
    public INDArray probabilities(INDArray images) {
        return classifier.probabilities(read(images));
    }

    /**
     * The predicted class of every image: that of the highest score, the first of equals.
     *
     * @param images {@code [N, C, H, W]}
     * @return N classes
     */
    public int[] predicted(INDArray images) {
        INDArray scores = scores(images);
        int[] classes = new int[(int) scores.size(0)];
        for (int i = 0; i < classes.length; i++) {
            classes[i] = (int) scores.getRow(i).argMax().getLong(0);
        }
        return classes;
    }

    /**
     * The layer that explanations by feature maps usually read: the last one that gives maps {@code [N, F, h, w]} of more than
     * one cell to the classifier. Behind a CYBORG head that is the one whose maps are pooled for the logits.
     *
     * @param images {@code [N, C, H, W]}; one is enough
     * @return name of a layer
     * @throws IllegalArgumentException if no layer gives feature maps
     */
    public String lastFeatureMaps(INDArray images) {
        return classifier.pooledMaps(network).orElseGet(() -> {
            INDArray first = images.slice(0).reshape(oneOf(images));
            synchronized (network) {
                try (GraphPass pass = new GraphPass(network, classifier.readVertex(), input(), ofNetworkType(first))) {
                    return pass.lastFeatureMaps();
                }
            }
        });
    }

    private static long[] oneOf(INDArray images) {
        long[] shape = images.shape().clone();
        shape[0] = 1;
        return shape;
    }

    private INDArray ofNetworkType(INDArray images) {
        if (images.rank() != 4) {
            throw new IllegalArgumentException("images must be [N, C, H, W], found " + Arrays.toString(images.shape()));
        }
        return images.castTo(type());
    }

    /** The network's type of numbers. */
    DataType type() {
        return network.getConfiguration().getDataType();
    }

    /** Puts arrays [h, w] of doubles behind each other, in the network's type of numbers. */
    INDArray stacked(double[][] maps, long height, long width) {
        INDArray all = Nd4j.create(type(), maps.length, height, width);
        for (int i = 0; i < maps.length; i++) {
            all.slice(i).assign(Nd4j.createFromArray(maps[i]).reshape(height, width));
        }
        return all;
    }
}
