package org.cyborgml.models;

import org.cyborgml.models.kernel.FusedActivation;
import org.cyborgml.models.kernel.MapsLayout;
import org.cyborgml.models.kernel.PoolingMode;
import org.cyborgml.models.kernel.Window;
import org.cyborgml.models.layer.Attention;
import org.cyborgml.models.layer.BatchNorm;
import org.cyborgml.models.layer.Bias;
import org.cyborgml.models.layer.ChannelDropout;
import org.cyborgml.models.layer.ChannelGate;
import org.cyborgml.models.layer.Concatenation;
import org.cyborgml.models.layer.Convolution;
import org.cyborgml.models.layer.DoubledMaps;
import org.cyborgml.models.layer.Gating;
import org.cyborgml.models.layer.GradInput;
import org.cyborgml.models.layer.PooledBatchNorm;
import org.cyborgml.models.layer.Pooling;
import org.cyborgml.models.layer.SqueezeExcitation;
import org.cyborgml.models.layer.Sum;
import org.cyborgml.models.layer.WeightInitialisation;
import org.cyborgml.models.layer.WithoutGradient;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.activations.Activation;

/** Adds building blocks of networks to a graph. Each method returns the name of the last layer or vertex that it added. */
final class Blocks {

    private final GraphBuilder graph;
    private final WeightInitialisation weightInitialisation;
    private final double batchNormEps;
    private final double batchNormMomentum;
    private final MapsLayout layout;

    /**
     * Adds to a graph.
     *
     * @param graph the graph
     * @param weightInitialisation the distribution of its convolutions' first weights
     * @param batchNormEps added to the variance by its batch norms
     * @param batchNormMomentum of the running statistics of its batch norms
     * @param layout of the maps that its convolutions give
     */
    Blocks(
            GraphBuilder graph,
            WeightInitialisation weightInitialisation,
            double batchNormEps,
            double batchNormMomentum,
            MapsLayout layout) {
        this.graph = graph;
        this.weightInitialisation = weightInitialisation;
        this.batchNormEps = batchNormEps;
        this.batchNormMomentum = batchNormMomentum;
        this.layout = layout;
    }

    String convolution(String name, String input, int channels, Window window) {
        return layer(
                name,
                input,
                Convolution.builder(channels, window)
                        .weightInitialisation(weightInitialisation)
                        .layout(layout)
                        .gradInput(input.equals(Network.IMAGE) ? GradInput.SKIPPED : GradInput.COMPUTED)
                        .build());
    }

    /** A convolution within each channel. */
    String depthwise(String name, String input, int channels, Window window) {
        return layer(
                name,
                input,
                Convolution.builder(channels, window)
                        .groups(channels)
                        .weightInitialisation(weightInitialisation)
                        .layout(layout)
                        .build());
    }

    /** A depthwise separable convolution: 3x3 within each channel, then 1x1 across channels. */
    String separable(String name, String input, int inputChannels, int channels) {
        String each =
                depthwise(name + ".conv1", input, inputChannels, Window.of(3).withPadding(1));
        return convolution(name + ".pointwise", each, channels, Window.of(1));
    }

    String batchNorm(String name, String input, FusedActivation activation) {
        return layer(
                name,
                input,
                BatchNorm.builder()
                        .activation(activation)
                        .eps(batchNormEps)
                        .momentum(batchNormMomentum)
                        .build());
    }

    /** Batch norm by the statistics of the maps' means. */
    String pooledBatchNorm(String name, String maps) {
        return layer(name, maps, PooledBatchNorm.builder().build());
    }

    /** The same maps, to which no gradient goes back. */
    String withoutGradient(String name, String maps) {
        graph.addVertex(name, new WithoutGradient(), maps);
        return name;
    }

    String relu(String name, String input) {
        return sum(name, FusedActivation.RELU, input);
    }

    String sum(String name, FusedActivation activation, String... inputs) {
        graph.addVertex(name, new Sum(activation), inputs);
        return name;
    }

    /** The sum of a branch, which in training is dropped sample by sample with a probability, and a shortcut. */
    String sumWithDropConnect(String name, String branch, String shortcut, double probability) {
        graph.addVertex(name, new Sum(FusedActivation.NONE).withDropConnect(probability), branch, shortcut);
        return name;
    }

    String squeezeExcitation(String name, String input, int squeezed) {
        return layer(name, input, SqueezeExcitation.builder(squeezed).build());
    }

    String concatenation(String name, String... inputs) {
        graph.addVertex(name, new Concatenation(), inputs);
        return name;
    }

    /** Feature maps changed by one number for each map. */
    String gate(String name, Gating gating, String maps, String numbers) {
        graph.addVertex(name, new ChannelGate(gating), maps, numbers);
        return name;
    }

    /** Maps of twice the height and width. */
    String doubled(String name, String maps) {
        graph.addVertex(name, new DoubledMaps(), maps);
        return name;
    }

    String maxPooling(String name, String input, Window window) {
        return layer(name, input, Pooling.builder(PoolingMode.MAX, window).build());
    }

    String averagePooling(String name, String input, Window window) {
        return layer(name, input, Pooling.builder(PoolingMode.AVERAGE, window).build());
    }

    /** Dropout of whole maps; adds nothing if the probability is 0. */
    String dropout(String name, String input, double probability) {
        return probability == 0
                ? input
                : layer(name, input, ChannelDropout.builder(probability).build());
    }

    /** One map: the sigmoid of a 1x1 convolution with bias. */
    String mapOf(String name, String convolution, String maps) {
        String at = layer(
                convolution,
                maps,
                Convolution.builder(1, Window.of(1)).bias(Bias.LEARNED).build());
        return layer(name, at, new ActivationLayer(Activation.SIGMOID));
    }

    /** Feature maps multiplied, cell by cell, by one map. */
    String attention(String name, String maps, String map) {
        graph.addVertex(name, new Attention(), maps, map);
        return name;
    }

    /** The same maps for a layer that is not one of ours. */
    String plain(String maps) {
        return Network.plain(graph, maps);
    }

    String layer(String name, String input, Layer layer) {
        graph.addLayer(name, layer, input);
        return name;
    }
}
