package org.cyborgml.training;

import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * Sets a network's learning rate. {@code ComputationGraph.setLearningRate} passes over all layers but DL4J's own kinds, so
 * that nothing of ours would learn at the new rate.
 */
final class LearningRates {

    private LearningRates() {}

    static void set(ComputationGraph network, double rate) {
        for (Layer layer : network.getLayers()) {
            for (Map.Entry<String, ?> parameter : layer.paramTable().entrySet()) {
                IUpdater updater = layer.getConfig().getUpdaterByParam(parameter.getKey());
                if (updater != null && updater.hasLearningRate()) {
                    updater.setLrAndSchedule(rate, null);
                }
            }
        }
    }
}
