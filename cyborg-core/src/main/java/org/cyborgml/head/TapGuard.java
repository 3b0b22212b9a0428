package org.cyborgml.head;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;

/**
 * Protects the feature maps that a head reads. DL4J's ActivationLayer works in place at inference, so that a head whose tap
 * lies before an activation would read the maps after it, though not in training.
 */
final class TapGuard {

    private TapGuard() {}

    /** Gives every activation layer behind a tap a copy of the tap's maps as input. */
    static void guard(
            GraphEditor editor, Map<String, GraphVertex> vertices, Map<String, List<String>> inputs, Set<String> taps) {
        // Collected first, since rerouting changes the maps that are read here.
        Map<String, ActivationLayer> activations = new TreeMap<>();
        vertices.forEach((name, vertex) -> {
            List<String> in = inputs.getOrDefault(name, List.of());
            if (in.size() == 1
                    && taps.contains(in.get(0))
                    && vertex instanceof LayerVertex layer
                    && layer.getLayerConf().getLayer() instanceof ActivationLayer activation) {
                activations.put(name, activation);
            }
        });
        activations.forEach((name, activation) -> {
            String copy = name + "-input";
            editor.addVertex(
                    copy,
                    new ScaleVertex(1),
                    inputs.getOrDefault(name, List.of()).toArray(String[]::new));
            editor.reroute(name, activation, copy);
        });
    }
}
