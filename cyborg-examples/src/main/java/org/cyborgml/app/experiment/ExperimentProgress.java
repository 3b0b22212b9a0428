package org.cyborgml.app.experiment;

import java.util.List;
import java.util.Optional;
import org.cyborgml.app.sharing.HeldLease;
import org.cyborgml.loss.LossTerms;
import org.cyborgml.training.Epoch;
import org.cyborgml.training.EpochResult;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * Listens to the progress of an experiment. Override the methods of interest. Trials that run side by side call them from
 * several threads.
 */
public interface ExperimentProgress {

    /** Does nothing. */
    ExperimentProgress NONE = new ExperimentProgress() {};

    /** Something takes a while. */
    default void onStage(String what) {}

    /**
     * The check before the first trial has looked at some images and maps.
     *
     * @param done how many so far
     * @param total how many in all
     */
    default void onChecked(int done, int total) {}

    /**
     * A trial begins, or goes on.
     *
     * @param trial the trial
     * @param number counted from 1, trials that were finished earlier included
     * @param trials of the whole experiment
     */
    default void onTrial(Trial trial, int number, int trials) {}

    /** The training of a trial begins, or goes on: the place for DL4J's listeners. */
    default void onTraining(Trial trial, ComputationGraph network) {}

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
     * @param trial the network's
     * @param images the test set's id, or {@value TrialResult#TRAIN}
     * @param done how many so far
     * @param total how many in all
     * @param left how long it still takes
     */
    default void onScored(Trial trial, String images, int done, int total, TimeLeft left) {}

    /**
     * A trial is finished.
     *
     * @param trial the trial
     * @param result in words
     * @param left how long the others still take
     */
    default void onFinished(Trial trial, String result, TimeLeft left) {}

    /** A trial could not be finished; the others go on. */
    default void onFailed(Trial trial, String reason) {}

    /**
     * Other processes are at trials of the same experiment, told when this one begins a trial or waits for theirs.
     *
     * @param others the trials, their processes, and how far they are
     */
    default void onOthers(List<HeldLease> others) {}

    /**
     * A trial that this process would have done has ended in another one.
     *
     * @param trial the trial
     * @param failure the reason for which it could not be finished; empty if it is finished
     */
    default void onEndElsewhere(Trial trial, Optional<String> failure) {}

    /**
     * A step of a training.
     *
     * @param trial the training's
     * @param epoch the epoch
     * @param step of the epoch, counted from 1
     * @param steps of an epoch
     */
    record StepOf(Trial trial, Epoch epoch, int step, int steps) {}
}
