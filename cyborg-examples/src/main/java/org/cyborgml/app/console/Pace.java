package org.cyborgml.app.console;

import com.google.common.base.Stopwatch;
import com.google.common.base.Ticker;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Rate and time left of work that is counted: its pace since the first count, so that what was done earlier does not count.
 * Several threads may use it.
 */
final class Pace {

    private static final int SECONDS_PER_MINUTE = 60;
    private static final int SECONDS_PER_HOUR = 3600;

    private final Stopwatch sinceFirst;
    private double first;

    Pace(Ticker ticker) {
        this.sinceFirst = Stopwatch.createUnstarted(ticker);
    }

    /** The pace, such as {@code ", 35.2 images a second"}; empty before it is known. */
    synchronized String rate(double done, String unit) {
        double perSecond = perSecond(done);
        if (!(perSecond > 0)) {
            return "";
        }
        return perSecond < 1
                ? String.format(Locale.ROOT, ", %.1f %s a minute", perSecond * SECONDS_PER_MINUTE, unit)
                : String.format(Locale.ROOT, ", %.1f %s a second", perSecond, unit);
    }

    /** The time until all is done, such as {@code ", 2 min 3 s left"}; empty before it is known. */
    synchronized String left(double done, double total) {
        double perSecond = perSecond(done);
        return perSecond > 0 ? ", " + duration(Math.round((total - done) / perSecond)) + " left" : "";
    }

    private double perSecond(double done) {
        if (!sinceFirst.isRunning()) {
            first = done;
            sinceFirst.start();
        }
        double seconds = sinceFirst.elapsed(TimeUnit.MILLISECONDS) / 1000.0;
        return seconds > 0 ? (done - first) / seconds : 0;
    }

    /** Hours, minutes and seconds, as many as say something. */
    static String duration(long seconds) {
        return (seconds >= SECONDS_PER_HOUR ? seconds / SECONDS_PER_HOUR + " h " : "")
                + (seconds >= SECONDS_PER_MINUTE ? seconds % SECONDS_PER_HOUR / SECONDS_PER_MINUTE + " min " : "")
                + seconds % SECONDS_PER_MINUTE + " s";
    }
}
