package org.cyborgml.head;

import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.transferlearning.TransferLearning;

/** Common view of DL4J's two builders of graphs, which share no type. */
interface GraphEditor {

    void addLayer(String name, Layer layer, String input);

    void addVertex(String name, GraphVertex vertex, String... inputs);

    void setOutputs(String... outputs);

    /** Gives another input to a layer that is already in the graph and has no parameters. */
    void reroute(String name, Layer layer, String input);

    static GraphEditor of(ComputationGraphConfiguration.GraphBuilder builder) {
        return new GraphEditor() {
            @Override
            public void addLayer(String name, Layer layer, String input) {
                builder.addLayer(name, layer, input);
            }

            @Override
            public void addVertex(String name, GraphVertex vertex, String... inputs) {
                builder.addVertex(name, vertex, inputs);
            }

            @Override
            public void setOutputs(String... outputs) {
                builder.setOutputs(outputs);
            }

            @Override
            public void reroute(String name, Layer layer, String input) {
                builder.getVertexInputs().put(name, List.of(input));
            }
        };
    }

    static GraphEditor of(TransferLearning.GraphBuilder builder) {
        return new GraphEditor() {
            @Override
            public void addLayer(String name, Layer layer, String input) {
                builder.addLayer(name, layer, input);
            }

            @Override
            public void addVertex(String name, GraphVertex vertex, String... inputs) {
                builder.addVertex(name, vertex, inputs);
            }

            @Override
            public void setOutputs(String... outputs) {
                builder.setOutputs(outputs);
            }

            @Override
            public void reroute(String name, Layer layer, String input) {
                builder.removeVertexKeepConnections(name);
                builder.addLayer(name, layer, input);
            }
        };
    }
}
