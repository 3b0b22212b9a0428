package org.cyborgml.spark.experiment;

import com.google.common.base.Stopwatch;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import org.cyborgml.app.experiment.ExperimentProgress;
import org.cyborgml.app.experiment.RemoteTrials;
import org.cyborgml.app.experiment.TimeLeft;
import org.cyborgml.app.experiment.Trial;
import org.cyborgml.loss.LossTerms;
import org.cyborgml.training.EpochResult;

/**
 * Publishes a trial's files after each epoch, before each set of images that is scored, and once a minute while it is; and tells how
 * far the trial is. Not for several threads.
 */
final class PublishedProgress implements ExperimentProgress, RemoteTrials.Watch {

    private static final Duration EVERY = Duration.ofMinutes(1);

    private final TrialPublisher publisher;
    private final Consumer<String> tell;
    private final Runnable requireWanted;
    private final Stopwatch sincePublished = Stopwatch.createStarted();
    private String scored = "";
    private String result = "";

    /**
     * Progress.
     *
     * @param tell takes the state in words
     * @param requireWanted throws if the trial is no longer wanted
     */
    PublishedProgress(TrialPublisher publisher, Consumer<String> tell, Runnable requireWanted) {
        this.publisher = publisher;
        this.tell = tell;
        this.requireWanted = requireWanted;
    }

    /** The result in words; empty until the trial is finished. */
    String result() {
        return result;
    }

    private void publish() {
        requireWanted.run();
        try {
            publisher.publish(Manifest.Stage.UNDER_WAY);
        } catch (IOException e) {
            throw new PublishException(e);
        }
        sincePublished.reset().start();
    }

    @Override
    public void requireWanted() {
        requireWanted.run();
    }

    @Override
    public void tell(String words) {
        tell.accept(words);
    }

    @Override
    public void onStep(StepOf at, LossTerms terms, TimeLeft left) {
        tell.accept(String.format(
                Locale.ROOT, "%s, step %d of %d: loss %.4f", at.epoch(), at.step(), at.steps(), terms.total()));
    }

    @Override
    public void onEpoch(StepOf at, EpochResult epoch, boolean isBest, TimeLeft left) {
        publish();
        tell.accept(String.format(
                Locale.ROOT,
                "%s: loss %.4f, accuracy %.3f, validation %.3f",
                at.epoch(),
                epoch.meanLoss(),
                epoch.trainAccuracy(),
                epoch.validationAccuracy()));
    }

    @Override
    public void onScored(Trial trial, String images, int done, int total, TimeLeft left) {
        if (!images.equals(scored) || sincePublished.elapsed().compareTo(EVERY) >= 0) {
            scored = images;
            publish();
        }
        tell.accept(images + ", " + done + " of " + total + " images");
    }

    @Override
    public void onFinished(Trial trial, String words, TimeLeft left) {
        result = words;
    }
}
