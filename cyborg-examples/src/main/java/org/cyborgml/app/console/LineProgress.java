package org.cyborgml.app.console;

import com.google.common.base.Stopwatch;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Lines, where the output is not a terminal: one for every run that has ended, and signs of life between. */
final class LineProgress implements Progress {

    private static final long SILENCE_SECONDS = 15;

    private final PrintStream out;
    private final Stopwatch watch = Stopwatch.createUnstarted();
    private final Stopwatch silence = Stopwatch.createUnstarted();
    private int runs;
    private int ended;
    private long images;
    private long done;

    LineProgress(PrintStream out) {
        this.out = out;
    }

    @Override
    public synchronized void begin(int runsInAll, long imagesInAll) {
        runs = runsInAll;
        images = imagesInAll;
        watch.start();
        silence.start();
    }

    @Override
    public synchronized void advance(long more) {
        done += more;
        if (silence.elapsed(TimeUnit.SECONDS) >= SILENCE_SECONDS) {
            line(ended + " of " + runs + " runs done");
        }
    }

    @Override
    public synchronized void ended(String name) {
        ended++;
        line("run " + ended + " of " + runs + " done: " + name);
    }

    private void line(String what) {
        double seconds = watch.elapsed(TimeUnit.MILLISECONDS) / 1000.0;
        out.printf(
                Locale.ROOT,
                "%s (%.0f s gone, about %.0f s left)%n",
                what,
                seconds,
                done == 0 ? 0 : seconds / done * (images - done));
        silence.reset().start();
    }

    @Override
    public void say(String line) {
        out.println(line);
    }
}
