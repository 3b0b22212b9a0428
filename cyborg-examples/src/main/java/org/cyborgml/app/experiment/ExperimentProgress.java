package org.cyborgml.app.experiment;

import org.cyborgml.loss.LossTerms;
import org.cyborgml.training.Epoch;
import org.cyborgml.training.EpochResult;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** Listens to the progress of an experiment. Override the methods of interest. */
public interface ExperimentProgress {

    /** Does nothing. */
    ExperimentProgress NONE = new ExperimentProgress() {};

    /** Something takes a while. */
    default void onStage(String what) {}

    /**
     * A cell begins, or goes on.
     *
     * @param cell the cell
     * @param number counted from 1, cells that were finished earlier included
     * @param cells of the whole experiment
     */
    default void onCell(Trial cell, int number, int cells) {}

    /** The training of a cell begins, or goes on: the place for DL4J's listeners. */
    default void onTraining(Trial cell, ComputationGraph network) {}

    /**
     * A step of a training was made.
     *
     * @param at the step
     * @param terms the loss of the step's batch, before its update
     * @param left how long it still takes
     */
    default void onStep(StepOf at, LossTerms terms, TimeLeft left) {}

    /**
     * An epoch of a training is over, its files are written.
     *
     * @param at the epoch's last step
     * @param result what it gave
     * @param isBest whether it is the training's best so far
     * @param left how long it still takes
     */
    default void onEpoch(StepOf at, EpochResult result, boolean isBest, TimeLeft left) {}

    /**
     * Some images went through the trained network.
     *
     * @param images the test set's id, or {@value TrialResult#TRAIN}
     * @param done how many so far
     * @param total how many in all
     * @param left how long it still takes
     */
    default void onScored(String images, int done, int total, TimeLeft left) {}

    /** A cell is finished. */
    default void onFinished(Trial cell, TrialResult result, TimeLeft left) {}

    /** A cell could not be finished; the others go on. */
    default void onFailed(Trial cell, String reason) {}

    /**
     * A step of a training.
     *
     * @param epoch the epoch
     * @param step of the epoch, counted from 1
     * @param steps of an epoch
     */
    record StepOf(Epoch epoch, int step, int steps) {}
}
