package org.cyborgml.app.console;

import com.google.common.base.Stopwatch;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.cyborgml.loss.LossTerms;
import org.cyborgml.saliency.batch.BatchProgress;
import org.cyborgml.scoring.ScoringProgress;
import org.cyborgml.training.Epoch;
import org.cyborgml.training.EpochResult;
import org.cyborgml.training.TrainingProgress;
import picocli.CommandLine.Help;

/**
 * Prints a command's progress on standard error: lines, and on a terminal one line that is overwritten. Several threads may
 * report to it.
 */
public final class Console {

    private static final long REDRAW_MILLIS = 200;
    private static final long LINE_MILLIS = 10_000;

    private static final Path LINUX_STANDARD_ERROR = Path.of("/proc/self/fd/2");

    private final PrintStream out;
    private final boolean quiet;
    private final boolean isTerminal;
    private final Stopwatch sinceShown = Stopwatch.createStarted();

    /** The console of a command, which prints nothing if it is quiet. */
    public Console(boolean quiet) {
        this(System.err, quiet, isTerminal());
    }

    Console(PrintStream out, boolean quiet, boolean isTerminal) {
        this.out = out;
        this.quiet = quiet;
        this.isTerminal = isTerminal;
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

    private static String left(Stopwatch watch, double share) {
        if (share <= 0) {
            return "";
        }
        return ", " + duration(Math.round(watch.elapsed(TimeUnit.MILLISECONDS) / 1000.0 * (1 / share - 1))) + " left";
    }

    /** Hours, minutes and seconds, as many as say something. */
    static String duration(long seconds) {
        return (seconds >= 3600 ? seconds / 3600 + " h " : "") + (seconds >= 60 ? seconds % 3600 / 60 + " min " : "")
                + seconds % 60 + " s";
    }

    /** Shows how a training goes on. */
    public TrainingProgress training() {
        Stopwatch watch = Stopwatch.createStarted();
        return new TrainingProgress() {

            private int first = -1;

            @Override
            public void onStep(Epoch epoch, int step, int steps, LossTerms terms) {
                first = first < 0 ? epoch.index() : first;
                show(String.format(
                        Locale.ROOT,
                        "%s, step %d of %d: loss %.4f%s",
                        epoch,
                        step,
                        steps,
                        terms.total(),
                        left(epoch, (double) step / steps)));
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
                        "%s: loss %.4f%s, accuracy %.3f, validation %.3f%s%s",
                        epoch,
                        result.meanLoss(),
                        saliency,
                        result.trainAccuracy(),
                        result.validationAccuracy(),
                        isBest ? ", the best so far" : "",
                        left(epoch, 1)));
            }

            private String left(Epoch epoch, double shareOfIt) {
                return epoch.ending() == Epoch.Ending.AFTER_ALL_EPOCHS
                        ? Console.left(watch, (epoch.index() - first + shareOfIt) / (epoch.most() - first))
                        : "";
            }
        };
    }

    /** Shows how a batch of maps goes on. */
    public BatchProgress batch() {
        Stopwatch watch = Stopwatch.createStarted();
        return (done, total, image) -> show(done + " of " + total + " images" + left(watch, (double) done / total));
    }

    /** Shows how a scoring goes on. */
    public ScoringProgress scoring() {
        Stopwatch watch = Stopwatch.createStarted();
        return new ScoringProgress() {

            private int first = -1;

            @Override
            public void onImages(int done, int total) {
                first = first < 0 ? done : first;
                double seconds = watch.elapsed(TimeUnit.MILLISECONDS) / 1000.0;
                show(String.format(
                        Locale.ROOT,
                        "%d of %d images, %.1f a second%s",
                        done,
                        total,
                        (done - first) / seconds,
                        left(watch, (double) (done - first) / (total - first))));
            }
        };
    }
}
