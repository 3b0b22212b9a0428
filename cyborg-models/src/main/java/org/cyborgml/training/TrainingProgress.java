package org.cyborgml.training;

import org.cyborgml.loss.LossTerms;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** Listens to the progress of a training. */
public interface TrainingProgress {

    /** Listens to nothing. */
    TrainingProgress NONE = new TrainingProgress() {};

    /**
     * A training begins, or is continued: the place to set DL4J's listeners. While it has none, the parameters of a network
     * that is trained on a GPU come to the host only at the end of every epoch.
     *
     * @param network about to be trained
     */
    default void onNetwork(ComputationGraph network) {}

    /**
     * A step is made.
     *
     * @param epoch the epoch under way
     * @param step of the epoch, counted from 1
     * @param steps number of steps of an epoch
     * @param terms the loss of the step's batch, before its update
     */
    default void onStep(Epoch epoch, int step, int steps, LossTerms terms) {}

    /**
     * An epoch is over, and its files are written.
     *
     * @param epoch the epoch
     * @param result losses and accuracies
     * @param isBest true if it is the best epoch so far
     */
    default void onEpoch(Epoch epoch, EpochResult result, boolean isBest) {}
}
