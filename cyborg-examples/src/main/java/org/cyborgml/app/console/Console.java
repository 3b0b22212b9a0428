package org.cyborgml.app.console;

import com.google.common.base.Stopwatch;
import com.google.common.base.Ticker;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.cyborgml.app.report.ReportProgress;
import org.cyborgml.loss.LossTerms;
import org.cyborgml.saliency.batch.BatchProgress;
import org.cyborgml.scoring.ScoringProgress;
import org.cyborgml.training.Epoch;
import org.cyborgml.training.EpochResult;
import org.cyborgml.training.TrainingProgress;
import picocli.CommandLine.Help;

/**
 * Prints a command's progress on standard error, all in one style: what is done of what, the rate and the time left. On a
 * terminal that is one line with a bar, which is overwritten; elsewhere it is a line now and then. Several threads may report
 * to it.
 */
public final class Console {

    private static final long REDRAW_MILLIS = 200;
    private static final long LINE_MILLIS = 10_000;
    private static final int BAR_CELLS = 20;
    private static final String IMAGES = "images";

    private static final Path LINUX_STANDARD_ERROR = Path.of("/proc/self/fd/2");

    private final PrintStream out;
    private final boolean quiet;
    private final boolean isTerminal;
    private final Ticker ticker;
    private final Stopwatch sinceShown;

    /** The console of a command, which prints nothing if it is quiet. */
    public Console(boolean quiet) {
        this(System.err, quiet, isTerminal(), Ticker.systemTicker());
    }

    Console(PrintStream out, boolean quiet, boolean isTerminal, Ticker ticker) {
        this.out = out;
        this.quiet = quiet;
        this.isTerminal = isTerminal;
        this.ticker = ticker;
        this.sinceShown = Stopwatch.createStarted(ticker);
    }

    /** Tells whether lines of the error output can be overwritten. */
    private static boolean isTerminal() {
        // The JVM does not tell; Linux does, and elsewhere picocli guesses from the environment.
        if (Files.isSymbolicLink(LINUX_STANDARD_ERROR)) {
            try {
                String target = Files.readSymbolicLink(LINUX_STANDARD_ERROR).toString();
                return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
            } catch (IOException e) {
                return false;
            }
        }
        return Help.Ansi.AUTO.enabled();
    }

    /** Prints a line. */
    public synchronized void say(String line) {
        if (!quiet) {
            out.println((isTerminal ? "\r\u001b[K" : "") + line);
        }
    }

    /** Shows a state that the next one replaces; where lines cannot be written over, only now and then. */
    public synchronized void show(String state) {
        if (quiet || sinceShown.elapsed(TimeUnit.MILLISECONDS) < (isTerminal ? REDRAW_MILLIS : LINE_MILLIS)) {
            return;
        }
        sinceShown.reset().start();
        if (isTerminal) {
            out.print("\r\u001b[K" + state);
            out.flush();
        } else {
            out.println(state);
        }
    }

    /** Shows a state as {@link #show(String)} does, on a terminal behind a bar of the share that is done. */
    void show(double share, String state) {
        show(isTerminal ? bar(share) + " " + state : state);
    }

    private static String bar(double share) {
        double within = Math.max(0, Math.min(1, share));
        int filled = (int) Math.round(within * BAR_CELLS);
        return String.format(
                Locale.ROOT,
                "[%s%s] %3d %%",
                "#".repeat(filled),
                "-".repeat(BAR_CELLS - filled),
                Math.round(within * 100));
    }

    /** The pace of some work. */
    Pace pace() {
        return new Pace(ticker);
    }

    private void show(Pace pace, int done, int total, String unit) {
        show(
                (double) done / total,
                done + " of " + total + " " + unit + pace.rate(done, unit) + pace.left(done, total));
    }

    /** Shows the progress of a training. */
    public TrainingProgress training() {
        Pace pace = pace();
        return new TrainingProgress() {

            @Override
            public void onStep(Epoch epoch, int step, int steps, LossTerms terms) {
                double done = epoch.index() + (double) step / steps;
                show(
                        share(epoch, done),
                        String.format(Locale.ROOT, "%s, step %d of %d: loss %.4f", epoch, step, steps, terms.total())
                                + pace.rate(done * steps, "steps")
                                + left(epoch, done, steps));
            }

            @Override
            public void onEpoch(Epoch epoch, EpochResult result, boolean isBest) {
                String saliency = result.saliencies().stream().allMatch(v -> v == 0)
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                " (cross-entropy %.4f, saliency %.4f)",
                                result.crossEntropies().stream().average().orElse(Double.NaN),
                                result.saliencies().stream().average().orElse(Double.NaN));
                say(String.format(
                                Locale.ROOT,
                                "%s: loss %.4f%s, accuracy %.3f, validation %.3f%s",
                                epoch,
                                result.meanLoss(),
                                saliency,
                                result.trainAccuracy(),
                                result.validationAccuracy(),
                                isBest ? ", the best so far" : "")
                        + left(epoch, epoch.index() + 1, result.losses().length()));
            }

            private String left(Epoch epoch, double done, int steps) {
                return epoch.ending() == Epoch.Ending.AFTER_ALL_EPOCHS
                        ? pace.left(done * steps, (double) epoch.most() * steps)
                        : "";
            }
        };
    }

    /** The share of a training that is done: of all epochs, or where a plateau ends it of the epoch under way. */
    static double share(Epoch epoch, double epochs) {
        return epoch.ending() == Epoch.Ending.AFTER_ALL_EPOCHS ? epochs / epoch.most() : epochs - epoch.index();
    }

    /** Shows the progress of a batch of images. */
    public BatchProgress batch() {
        Pace pace = pace();
        return (done, total, image) -> show(pace, done, total, IMAGES);
    }

    /** Shows the progress of a check of data. */
    public BatchProgress checking() {
        Pace pace = pace();
        return (done, total, image) -> show(pace, done, total, "images and maps");
    }

    /** Shows the progress of a report. */
    public ReportProgress report() {
        Pace pace = pace();
        return (unit, done, total) -> show(pace, done, total, unit);
    }

    /** Shows the progress of a scoring. */
    public ScoringProgress scoring() {
        Pace pace = pace();
        return (done, total) -> show(pace, done, total, IMAGES);
    }
}
