package org.cyborgml.models;

import org.cyborgml.models.kernel.FusedActivation;
import org.cyborgml.models.kernel.MapsLayout;
import org.cyborgml.models.kernel.PoolingMode;
import org.cyborgml.models.kernel.Window;
import org.cyborgml.models.layer.Attention;
import org.cyborgml.models.layer.BatchNorm;
import org.cyborgml.models.layer.ChannelDropout;
import org.cyborgml.models.layer.Concatenation;
import org.cyborgml.models.layer.Convolution;
import org.cyborgml.models.layer.GradInput;
import org.cyborgml.models.layer.Pooling;
import org.cyborgml.models.layer.Sum;
import org.cyborgml.models.layer.WeightInitialisation;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.layers.Layer;

/** Adds building blocks of networks to a graph. Each method returns the name of the last layer or vertex that it added. */
final class Blocks {

    private final GraphBuilder graph;
    private final WeightInitialisation weightInitialisation;
    private final double batchNormEps;
    private final MapsLayout layout;

    /**
     * Adds to a graph.
     *
     * @param graph the graph
     * @param weightInitialisation the distribution of its convolutions' first weights
     * @param batchNormEps added to the variance by its batch norms
     * @param layout of the maps that its convolutions give
     */
    Blocks(GraphBuilder graph, WeightInitialisation weightInitialisation, double batchNormEps, MapsLayout layout) {
        this.graph = graph;
        this.weightInitialisation = weightInitialisation;
        this.batchNormEps = batchNormEps;
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

    /** A depthwise separable convolution: 3x3 within each channel, then 1x1 across channels. */
    String separable(String name, String input, int inputChannels, int channels) {
        String each = layer(
                name + ".conv1",
                input,
                Convolution.builder(inputChannels, Window.of(3).withPadding(1))
                        .groups(inputChannels)
                        .weightInitialisation(weightInitialisation)
                        .layout(layout)
                        .build());
        return convolution(name + ".pointwise", each, channels, Window.of(1));
    }

    String batchNorm(String name, String input, FusedActivation activation) {
        return layer(
                name,
                input,
                BatchNorm.builder().activation(activation).eps(batchNormEps).build());
    }

    String relu(String name, String input) {
        return sum(name, FusedActivation.RELU, input);
    }

    String sum(String name, FusedActivation activation, String... inputs) {
        graph.addVertex(name, new Sum(activation), inputs);
        return name;
    }

    String concatenation(String name, String... inputs) {
        graph.addVertex(name, new Concatenation(), inputs);
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
