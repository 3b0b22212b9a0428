package org.cyborgml.models;

import org.cyborgml.models.kernel.Rectification;
import org.cyborgml.models.kernel.Window;
import org.cyborgml.models.layer.BatchNorm;
import org.cyborgml.models.layer.Convolution;
import org.cyborgml.models.layer.WeightScheme;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;

/** Adds the pieces that networks are made of to a graph. Each method gives the name of what it added last. */
final class Blocks {

    private final GraphBuilder graph;
    private final WeightScheme weights;

    /**
     * Adds to a graph.
     *
     * @param graph the graph
     * @param weights how its convolutions' first weights are drawn
     */
    Blocks(GraphBuilder graph, WeightScheme weights) {
        this.graph = graph;
        this.weights = weights;
    }

    String convolution(String name, String input, int channels, Window window) {
        graph.addLayer(
                name, Convolution.builder(channels, window).weights(weights).build(), input);
        return name;
    }

    String batchNorm(String name, String input, Rectification activation) {
        graph.addLayer(name, BatchNorm.builder().activation(activation).build(), input);
        return name;
    }
}
