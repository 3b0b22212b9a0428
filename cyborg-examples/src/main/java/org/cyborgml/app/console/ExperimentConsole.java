package org.cyborgml.app.console;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.cyborgml.app.experiment.ExperimentProgress;
import org.cyborgml.app.experiment.TimeLeft;
import org.cyborgml.app.experiment.Trial;
import org.cyborgml.app.sharing.HeldLease;
import org.cyborgml.app.ui.TrainingPages;
import org.cyborgml.loss.LossTerms;
import org.cyborgml.saliency.batch.BatchProgress;
import org.cyborgml.training.EpochResult;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** Shows the progress of an experiment: a line for what is done, and one that is written over for what is under way. */
public final class ExperimentConsole implements ExperimentProgress {

    private static final int MOST_OTHERS = 3;

    private final Console console;
    private final BatchProgress checking;
    private final TrainingPages pages;
    private final Function<Trial, String> name;
    private final Map<Trial, String> labels = new ConcurrentHashMap<>();
    private String toldOthers = "";
    private final Map<String, Pace> paces = new ConcurrentHashMap<>();

    /**
     * Shows an experiment.
     *
     * @param console prints
     * @param pages show the trainings too
     * @param name of a trial, for people
     */
    public ExperimentConsole(Console console, TrainingPages pages, Function<Trial, String> name) {
        this.console = console;
        this.checking = console.checking();
        this.pages = pages;
        this.name = name;
    }

    @Override
    public void onStage(String what) {
        console.say(what);
    }

    @Override
    public void onChecked(int done, int total) {
        checking.finished(done, total, "");
    }

    @Override
    public void onTrial(Trial trial, int number, int trials) {
        labels.put(trial, "[" + number + "/" + trials + "] " + name.apply(trial));
    }

    @Override
    public void onTraining(Trial trial, ComputationGraph network) {
        pages.follow(network, trial.toString());
    }

    private static String left(TimeLeft left) {
        return left(", run ", left.trial()) + left(", plan ", left.plan());
    }

    private static String left(String of, OptionalDouble seconds) {
        return seconds.isEmpty() ? "" : of + Pace.duration(Math.round(seconds.getAsDouble())) + " left";
    }

    /** The pace of some work of a trial, whose rate is known from its second count on. */
    private Pace pace(Trial trial, String work) {
        return paces.computeIfAbsent(trial + " " + work, key -> console.pace());
    }

    @Override
    public void onOthers(List<HeldLease> others) {
        String seen = others.stream().map(one -> one.name() + one.process()).collect(Collectors.joining(" "));
        String line = others.size() + (others.size() == 1 ? " trial is" : " trials are")
                + " under way in other processes: "
                + others.stream().limit(MOST_OTHERS).map(HeldLease::toString).collect(Collectors.joining(", "))
                + (others.size() > MOST_OTHERS ? " and " + (others.size() - MOST_OTHERS) + " more" : "");
        if (seen.equals(others(seen))) {
            console.show(line);
        } else {
            console.say(line);
        }
    }

    /** The others that were told of before, which these replace. */
    private synchronized String others(String now) {
        String before = toldOthers;
        toldOthers = now;
        return before;
    }

    @Override
    public void onEndElsewhere(Trial trial, Optional<String> failure) {
        failure.ifPresent(
                reason -> console.say(name.apply(trial) + ": failed before or in another process: " + reason));
    }

    @Override
    public void onStep(StepOf at, LossTerms terms, TimeLeft left) {
        double epochs = at.epoch().index() + (double) at.step() / at.steps();
        console.show(
                Console.share(at.epoch(), epochs),
                String.format(
                                Locale.ROOT,
                                "%s: %s, step %d of %d: loss %.4f",
                                labels.get(at.trial()),
                                at.epoch(),
                                at.step(),
                                at.steps(),
                                terms.total())
                        + pace(at.trial(), "training").rate(epochs * at.steps(), "steps")
                        + left(left));
    }

    @Override
    public void onEpoch(StepOf at, EpochResult result, boolean isBest, TimeLeft left) {
        console.show(String.format(
                Locale.ROOT,
                "%s: %s: loss %.4f, accuracy %.3f, validation %.3f%s",
                labels.get(at.trial()),
                at.epoch(),
                result.meanLoss(),
                result.trainAccuracy(),
                result.validationAccuracy(),
                left(left)));
    }

    @Override
    public void onScored(Trial trial, String images, int done, int total, TimeLeft left) {
        console.show(
                (double) done / total,
                labels.get(trial) + ": " + images + ", " + done + " of " + total + " images"
                        + pace(trial, images).rate(done, "images") + left(left));
        if (done == total) {
            paces.remove(trial + " " + images); // the same images may be scored again after the next epoch
        }
    }

    @Override
    public void onFinished(Trial trial, String result, TimeLeft left) {
        console.say(labels.get(trial) + ": " + result + left("; plan ", left.plan()));
    }

    @Override
    public void onFailed(Trial trial, String reason) {
        console.say(labels.get(trial) + ": failed: " + reason);
    }
}
