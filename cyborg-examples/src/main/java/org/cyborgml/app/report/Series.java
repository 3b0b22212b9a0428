package org.cyborgml.app.report;

import com.google.common.base.Preconditions;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.cyborgml.metrics.RunSummary;

/**
 * A line of a chart, with a band about it where there is a spread.
 *
 * @param label what the legend calls it
 * @param colour index of its colour, from 0
 * @param x as many numbers as y
 * @param y as many numbers as x
 * @param spread half the band's width at each point, not negative; empty for no band
 * @param direction along which axis the spread lies
 */
public record Series(
        String label, int colour, List<Double> x, List<Double> y, List<Double> spread, Direction direction) {

    /** Along which axis a spread lies. */
    public enum Direction {
        /** To the left and the right of the line. */
        X,
        /** Above and below the line. */
        Y
    }

    /**
     * Checks and copies the numbers.
     *
     * @throws IllegalArgumentException if the lengths differ, there is no point, or the colour is negative
     */
    public Series {
        x = List.copyOf(x);
        y = List.copyOf(y);
        spread = List.copyOf(spread);
        Preconditions.checkArgument(!x.isEmpty(), "series \"%s\" has no point: at least 1 is needed", label);
        Preconditions.checkArgument(
                x.size() == y.size() && (spread.isEmpty() || spread.size() == x.size()),
                "series \"%s\" has %s x, %s y and %s spreads: they must be as many",
                label,
                x.size(),
                y.size(),
                spread.size());
        Preconditions.checkArgument(colour >= 0, "colour %s: must be at least 0", colour);
    }

    /**
     * A line without a band.
     *
     * @param label what the legend calls it
     * @param colour index of its colour, from 0
     * @param x as many numbers as y
     * @param y as many numbers as x
     * @return the series
     * @throws IllegalArgumentException as the constructor's
     */
    public static Series line(String label, int colour, List<Double> x, List<Double> y) {
        return new Series(label, colour, x, y, List.of(), Direction.Y);
    }

    /**
     * Means over runs, with a band of one standard deviation to each side; of a single run there is no deviation.
     *
     * @param label what the legend calls it
     * @param colour index of its colour, from 0
     * @param x as many numbers as y
     * @param y runs at each x
     */
    public static Series ofRuns(String label, int colour, List<Double> x, List<RunSummary> y) {
        return new Series(
                label,
                colour,
                x,
                y.stream().map(RunSummary::mean).toList(),
                y.stream().map(Series::deviation).toList(),
                Direction.Y);
    }

    private static double deviation(RunSummary runs) {
        return runs.runs() > 1 ? runs.standardDeviation() : 0;
    }

    /** Ends of the band about a mean over runs. */
    public static DoubleStream edges(RunSummary runs) {
        return DoubleStream.of(runs.mean() - deviation(runs), runs.mean() + deviation(runs));
    }

    /**
     * Ends of the line and its band along the band's direction.
     *
     * @return both edges of the band at every point, or the line where there is none
     */
    public DoubleStream edges() {
        List<Double> along = direction == Direction.X ? x : y;
        return IntStream.range(0, along.size()).boxed().flatMapToDouble(i -> {
            double half = spread.isEmpty() ? 0 : spread.get(i);
            return DoubleStream.of(along.get(i) - half, along.get(i) + half);
        });
    }
}
