package org.cyborgml.examples.demo;

import com.google.common.base.Stopwatch;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** A line for every run, where the output is not a terminal. */
final class LineProgress implements Progress {

    private final PrintStream out;
    private final Stopwatch watch = Stopwatch.createUnstarted();
    private int runs;
    private int begun;
    private long images;
    private long done;

    LineProgress(PrintStream out) {
        this.out = out;
    }

    @Override
    public void begin(int runsInAll, long imagesInAll) {
        runs = runsInAll;
        images = imagesInAll;
        watch.start();
    }

    @Override
    public void advance(long more) {
        done += more;
    }

    @Override
    public void run(String name) {
        begun++;
        double seconds = watch.elapsed(TimeUnit.MILLISECONDS) / 1000.0;
        String left = done == 0
                ? ""
                : String.format(
                        Locale.ROOT, " (%.0f s gone, about %.0f s left)", seconds, seconds / done * (images - done));
        out.println("run " + begun + " of " + runs + ": " + name + left);
    }

    @Override
    public void say(String line) {
        out.println(line);
    }
}
