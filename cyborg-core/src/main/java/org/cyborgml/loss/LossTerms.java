package org.cyborgml.loss;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * The terms of the loss of one batch, means over its samples, without regularisation.
 *
 * @param alpha weight of the classification term, in [0,1]
 * @param classification mean cross-entropy in nats; 0 where alpha is 0, as it is then not computed
 * @param saliency mean distance of the maps; 0 where alpha is 1, as it is then not computed
 */
public record LossTerms(double alpha, double classification, double saliency) {

    /**
     * The loss itself.
     *
     * @return alpha * classification + (1 - alpha) * saliency
     */
    public double total() {
        return alpha * classification + (1 - alpha) * saliency;
    }

    /**
     * The terms of the batch that a network with a CYBORG head was last trained on or scored with.
     *
     * @param network a network with a CYBORG head
     * @return its terms, summed over heads where it has several
     * @throws IllegalArgumentException if the network has no CYBORG head
     */
    public static LossTerms of(ComputationGraph network) {
        double alpha = Double.NaN;
        double classification = 0;
        double saliency = 0;
        for (Layer layer : network.getLayers()) {
            if (layer instanceof ClassificationLoss term) {
                alpha = term.share();
                classification += term.meanTerm();
            } else if (layer instanceof SaliencyLoss term) {
                saliency += term.meanTerm();
            }
        }
        if (Double.isNaN(alpha)) {
            throw new IllegalArgumentException("the network has no ClassificationLossLayer, so no CYBORG head");
        }
        return new LossTerms(alpha, classification, saliency);
    }
}
