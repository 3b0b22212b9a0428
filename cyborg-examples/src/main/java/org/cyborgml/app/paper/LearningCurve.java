package org.cyborgml.app.paper;

import com.google.common.base.Preconditions;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.cyborgml.metrics.RunSummary;

/**
 * A measure by the number of images trained on, over the same runs at every number. Immutable.
 *
 * @param points by ascending number of images, at least two, all of as many runs in the same order
 */
record LearningCurve(List<Point> points) {

    private static final int RESAMPLINGS = 2000;
    private static final double TAIL = 0.025;

    /**
     * One number of images.
     *
     * @param images trained on
     * @param runs value of each run
     */
    record Point(int images, List<Double> runs) {

        /** Copies the values. */
        Point {
            runs = List.copyOf(runs);
        }

        RunSummary summary() {
            return RunSummary.of(runs.stream().mapToDouble(Double::doubleValue).toArray());
        }

        private double mean(int[] drawn) {
            return Arrays.stream(drawn).mapToDouble(runs::get).average().orElseThrow();
        }
    }

    /**
     * The number of images at which a curve has a value. One below the least or above the greatest number of the curve is not known more
     * closely: it is 0 or infinite.
     *
     * @param images estimate from the means over all runs
     * @param lower end of the 95 % interval, from runs drawn with replacement
     * @param upper its other end
     */
    record Equivalent(double images, double lower, double upper) {}

    LearningCurve {
        points = points.stream().sorted(Comparator.comparingInt(Point::images)).toList();
        Preconditions.checkArgument(points.size() > 1, "a learning curve needs at least 2 numbers of images");
    }

    int least() {
        return points.get(0).images();
    }

    int most() {
        return points.get(points.size() - 1).images();
    }

    /**
     * The number of images at which this curve is as high as a point of another, on straight lines over the logarithm of the number. Where
     * the curve falls it counts as level.
     *
     * @param other of the same runs, which are drawn together
     */
    Equivalent as(Point other) {
        int runs = other.runs().size();
        int[] all = IntStream.range(0, runs).toArray();
        SplittableRandom random = new SplittableRandom(1);
        double[] drawn = IntStream.range(0, RESAMPLINGS)
                .mapToDouble(i -> {
                    int[] some = random.ints(runs, 0, runs).toArray();
                    return at(other.mean(some), some);
                })
                .sorted()
                .toArray();
        return new Equivalent(
                at(other.mean(all), all),
                drawn[(int) Math.floor(TAIL * (RESAMPLINGS - 1))],
                drawn[(int) Math.ceil((1 - TAIL) * (RESAMPLINGS - 1))]);
    }

    private double at(double value, int[] runs) {
        double before = points.get(0).mean(runs);
        if (value < before) {
            return 0;
        }
        for (int i = 1; i < points.size(); i++) {
            double after = Math.max(before, points.get(i).mean(runs));
            if (value <= after) {
                double share = after > before ? (value - before) / (after - before) : 0;
                double from = Math.log(points.get(i - 1).images());
                return Math.exp(from + share * (Math.log(points.get(i).images()) - from));
            }
            before = after;
        }
        return Double.POSITIVE_INFINITY;
    }
}
