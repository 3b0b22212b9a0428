package org.cyborgml.app.cli;

import java.util.Locale;
import java.util.OptionalDouble;
import org.cyborgml.app.experiment.ExperimentProgress;
import org.cyborgml.app.experiment.TestMetrics;
import org.cyborgml.app.experiment.TimeLeft;
import org.cyborgml.app.experiment.Trial;
import org.cyborgml.app.experiment.TrialResult;
import org.cyborgml.app.ui.TrainingPages;
import org.cyborgml.loss.LossTerms;
import org.cyborgml.training.EpochResult;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** Shows how an experiment goes on: a line for what is done, and one that is written over for what is under way. */
final class ExperimentConsole implements ExperimentProgress {

    private final Console console;
    private final TrainingPages pages;
    private String current = "";

    ExperimentConsole(Console console, TrainingPages pages) {
        this.console = console;
        this.pages = pages;
    }

    @Override
    public void onStage(String what) {
        console.say(what);
    }

    @Override
    public void onTrial(Trial trial, int number, int trials) {
        current = "[" + number + "/" + trials + "] " + trial;
    }

    @Override
    public void onTraining(Trial trial, ComputationGraph network) {
        pages.follow(network, trial.toString());
    }

    private static String left(TimeLeft left) {
        return left(", run ", left.trial()) + left(", plan ", left.plan());
    }

    private static String left(String of, OptionalDouble seconds) {
        return seconds.isEmpty() ? "" : of + Console.duration(Math.round(seconds.getAsDouble())) + " left";
    }

    @Override
    public void onStep(StepOf at, LossTerms terms, TimeLeft left) {
        console.show(String.format(
                Locale.ROOT,
                "%s: %s, step %d of %d: loss %.4f%s",
                current,
                at.epoch(),
                at.step(),
                at.steps(),
                terms.total(),
                left(left)));
    }

    @Override
    public void onEpoch(StepOf at, EpochResult result, boolean isBest, TimeLeft left) {
        console.show(String.format(
                Locale.ROOT,
                "%s: %s: loss %.4f, accuracy %.3f, validation %.3f%s",
                current,
                at.epoch(),
                result.meanLoss(),
                result.trainAccuracy(),
                result.validationAccuracy(),
                left(left)));
    }

    @Override
    public void onScored(String images, int done, int total, TimeLeft left) {
        console.show(String.format(Locale.ROOT, "%s: %s, %d of %d images%s", current, images, done, total, left(left)));
    }

    @Override
    public void onFinished(Trial trial, TrialResult result, TimeLeft left) {
        TestMetrics pooled = result.test().get(TrialResult.POOLED);
        console.say(String.format(
                Locale.ROOT,
                "%s: epoch %d of %d is the best, validation %.4f%s%s",
                current,
                result.bestEpoch() + 1,
                result.epochs(),
                result.validationAccuracy(),
                pooled == null ? "" : String.format(Locale.ROOT, ", AUC of all test sets %.4f", pooled.auc()),
                left("; plan ", left.plan())));
    }

    @Override
    public void onFailed(Trial trial, String reason) {
        console.say(current + ": failed: " + reason);
    }
}
