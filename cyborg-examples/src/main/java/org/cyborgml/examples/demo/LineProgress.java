package org.cyborgml.examples.demo;

import com.google.common.base.Stopwatch;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** A line for every run that has ended, where the output is not a terminal. */
final class LineProgress implements Progress {

    private final PrintStream out;
    private final Stopwatch watch = Stopwatch.createUnstarted();
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
    }

    @Override
    public synchronized void advance(long more) {
        done += more;
    }

    @Override
    public synchronized void ended(String name) {
        ended++;
        double seconds = watch.elapsed(TimeUnit.MILLISECONDS) / 1000.0;
        out.printf(
                Locale.ROOT,
                "run %d of %d: %s (%.0f s gone, about %.0f s left)%n",
                ended,
                runs,
                name,
                seconds,
                done == 0 ? 0 : seconds / done * (images - done));
    }

    @Override
    public void say(String line) {
        out.println(line);
    }
}
