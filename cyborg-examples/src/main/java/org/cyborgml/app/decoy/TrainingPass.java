package org.cyborgml.app.decoy;

import java.util.concurrent.CancellationException;
import org.cyborgml.app.console.Progress;
import org.cyborgml.loss.LossTerms;
import org.cyborgml.models.layer.NetworkUpdater;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * What came of one pass over the training images: means over the images, as each batch was before its step.
 *
 * @param crossEntropy in nats
 * @param saliency distance of the maps; 0 for images without a map, and where it is not computed
 */
public record TrainingPass(double crossEntropy, double saliency) {

    /**
     * Trains a network for an epoch.
     *
     * @param network with a CYBORG head; its epoch count is raised by one
     * @param set the training images
     * @param order in which they come
     * @param batch images per step, the last may have fewer
     * @param progress is told of the images
     * @return the means
     * @throws ArithmeticException if the loss is not finite
     * @throws CancellationException if the thread is interrupted
     */
    public static TrainingPass run(
            ComputationGraph network, TrainingSet set, int[] order, int batch, Progress progress) {
        NetworkUpdater.use(network);
        double crossEntropy = 0;
        double saliency = 0;
        int epoch = network.getConfiguration().getEpochCount() + 1;
        for (int from = 0; from < order.length; from += batch) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("training was interrupted in epoch " + epoch);
            }
            int to = Math.min(order.length, from + batch);
            network.fit(set.batch(order, from, to));
            LossTerms terms = LossTerms.of(network);
            if (!Double.isFinite(terms.total())) {
                throw new ArithmeticException(
                        "the loss is " + terms.total() + " in epoch " + epoch + " after " + from + " images: " + terms);
            }
            crossEntropy += terms.classification() * (to - from);
            saliency += terms.saliency() * (to - from);
            progress.advance(to - from);
        }
        network.incrementEpochCount();
        return new TrainingPass(crossEntropy / order.length, saliency / order.length);
    }
}
