package org.cyborgml.loss;

import com.google.common.base.Preconditions;
import java.util.Objects;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports the classification and the saliency term of every training step of a ComputationGraph with a CYBORG head.
 *
 * <pre>{@code
 * network.setListeners(LossTermsListener.logging(10));
 * network.setListeners(new LossTermsListener((iteration, epoch, terms) -> curve.add(terms.saliency())));
 * }</pre>
 */
public final class LossTermsListener extends BaseTrainingListener {

    private static final Logger LOG = LoggerFactory.getLogger(LossTermsListener.class);

    private final Sink sink;

    /** Receives the terms of a training step. */
    @FunctionalInterface
    public interface Sink {
        /**
         * Called after every training step.
         *
         * @param iteration the step, counted from 1 over the whole training, as DL4J counts
         * @param epoch the epoch, counted from 0
         * @param terms the terms of the step's batch, before its update
         */
        void accept(int iteration, int epoch, LossTerms terms);
    }

    /**
     * A listener that calls a sink.
     *
     * @param sink receives the terms of every step
     */
    public LossTermsListener(Sink sink) {
        this.sink = Objects.requireNonNull(sink, "sink");
    }

    /**
     * A listener that logs at level INFO.
     *
     * @param everySteps number of steps from one line to the next, at least 1
     * @return the listener
     */
    public static LossTermsListener logging(int everySteps) {
        Preconditions.checkArgument(everySteps >= 1, "everySteps must be at least 1, found %s", everySteps);
        return new LossTermsListener((iteration, epoch, terms) -> {
            if (iteration % everySteps == 0) {
                LOG.info(
                        "iteration {}, epoch {}: loss {} = {} * classification {} + {} * saliency {}",
                        iteration,
                        epoch,
                        terms.total(),
                        terms.alpha(),
                        terms.classification(),
                        1 - terms.alpha(),
                        terms.saliency());
            }
        });
    }

    @Override
    public void iterationDone(Model model, int iteration, int epoch) {
        if (model instanceof ComputationGraph network) {
            sink.accept(iteration, epoch, LossTerms.of(network));
        }
    }
}
