package org.cyborgml.loss;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * The terms of the loss of one batch, as means over its samples and without regularisation, and the number of samples that
 * were classified right. A network that learns by triplets has the triplet loss for its classification term; its samples are
 * triplets, right where the positive is nearer than the negative.
 *
 * @param alpha weight of the classification term, in [0,1]
 * @param classification mean cross-entropy in nats; 0 if alpha is 0, as it is not computed then
 * @param saliency mean distance of the maps; 0 if alpha is 1, as it is not computed then
 * @param correct samples whose predicted class is that of the label
 * @param samples samples of the batch
 */
public record LossTerms(double alpha, double classification, double saliency, int correct, int samples) {

    /**
     * The loss.
     *
     * @return alpha * classification + (1 - alpha) * saliency
     */
    public double total() {
        return alpha * classification + (1 - alpha) * saliency;
    }

    /**
     * The terms of the batch that a network was last trained on or scored with.
     *
     * @param network a network with a CYBORG head, or with a {@link TripletLossLayer}
     * @return its terms, summed over heads where it has several
     * @throws IllegalArgumentException if the network has neither
     */
    public static LossTerms of(ComputationGraph network) {
        double alpha = Double.NaN;
        double classification = 0;
        double saliency = 0;
        int correct = 0;
        int samples = 0;
        for (Layer layer : network.getLayers()) {
            if (layer instanceof ClassificationLossRuntime term) {
                alpha = term.share();
                classification += term.meanTerm();
                correct += term.correct();
                samples += term.counted();
            } else if (layer instanceof TripletLossRuntime term) {
                alpha = 1;
                classification += term.meanTerm();
                correct += term.ordered();
                samples += term.triplets();
            } else if (layer instanceof SaliencyLossRuntime || layer instanceof AttentionLossRuntime) {
                saliency += ((LossTermRuntime) layer).meanTerm();
            }
        }
        if (Double.isNaN(alpha)) {
            throw new IllegalArgumentException(
                    "the network has no ClassificationLossLayer, so no CYBORG head, and no TripletLossLayer");
        }
        return new LossTerms(alpha, classification, saliency, correct, samples);
    }
}
