package org.cyborgml.training;

import org.cyborgml.loss.LossTerms;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** Told how a training goes on. */
public interface TrainingProgress {

    /**
     * A training begins, or goes on: the place for DL4J's listeners.
     *
     * @param network about to be trained
     */
    default void onNetwork(ComputationGraph network) {}

    /**
     * A step was made.
     *
     * @param epoch the epoch under way
     * @param step of the epoch, counted from 1
     * @param steps of an epoch
     * @param terms the loss of the step's batch, before its update
     */
    void onStep(Epoch epoch, int step, int steps, LossTerms terms);

    /**
     * An epoch is over, its files are written.
     *
     * @param epoch the epoch
     * @param result what it gave
     * @param isBest whether it is the best so far
     */
    void onEpoch(Epoch epoch, EpochResult result, boolean isBest);
}
