package org.cyborgml.app.report;

import com.google.common.base.Preconditions;
import java.util.List;

/**
 * Histograms over a common axis, the bars of each bin side by side, with a dashed line at the mean of each.
 *
 * @param name what the figure shows, for those who cannot see it
 * @param x the axis of the values, whose range is divided into the bins; values beyond count in the bin at its end
 * @param bins the number of bins, at least 1
 * @param counted what is counted
 * @param groups at least one
 */
public record HistogramChart(String name, Axis x, int bins, String counted, List<Group> groups) {

    private static final double WIDTH = 360;
    private static final double LEFT = 50;
    private static final double RIGHT = WIDTH - 12;
    private static final double HEIGHT = 150;

    /**
     * Values of one histogram.
     *
     * @param label what the legend calls it
     * @param colour index of its colour, from 0
     * @param values at least one, finite
     * @param mean place of its line
     */
    public record Group(String label, int colour, List<Double> values, double mean) {

        /**
         * Copies the values.
         *
         * @throws IllegalArgumentException if there is none or one is not finite
         */
        public Group {
            values = List.copyOf(values);
            Preconditions.checkArgument(
                    !values.isEmpty() && values.stream().allMatch(Double::isFinite),
                    "histogram of \"%s\" must have at least 1 value and only finite ones",
                    label);
        }
    }

    /**
     * Checks the bins and copies the groups.
     *
     * @throws IllegalArgumentException if there is no bin or no group
     */
    public HistogramChart {
        groups = List.copyOf(groups);
        Preconditions.checkArgument(bins >= 1, "bins %s: must be at least 1", bins);
        Preconditions.checkArgument(!groups.isEmpty(), "chart \"%s\" has no histogram: at least 1 is needed", name);
    }

    /** Draws the chart. */
    public String svg() {
        List<Frame.Key> keys = groups.stream()
                .map(group -> Frame.Key.ofLine(group.label(), group.colour(), "none"))
                .toList();
        double top = Frame.legendHeight(keys, RIGHT - LEFT) + 8;
        double bottom = top + HEIGHT;
        Svg svg = Svg.figure(WIDTH, bottom + 38, name);
        Frame.legend(svg, keys, LEFT, 2, RIGHT - LEFT);
        Axis y = new Axis(counted, 0, 1.05 * Math.max(1, greatest()), Axis.Scale.WHOLE);
        Frame frame = new Frame(LEFT, top, RIGHT, bottom, x, y);
        frame.drawX(svg, 5);
        frame.drawY(svg, 4);
        for (int g = 0; g < groups.size(); g++) {
            drawBars(svg, frame, g);
        }
        for (Group group : groups) {
            double mean = frame.clampedX(group.mean());
            svg.line(
                    Palette.lineClass(group.colour()),
                    Palette.series(group.colour()),
                    mean,
                    top,
                    mean,
                    bottom,
                    "stroke-width",
                    1.6,
                    "stroke-dasharray",
                    "5 3");
        }
        return svg.finish();
    }

    private int greatest() {
        int most = 0;
        for (Group group : groups) {
            for (int count : counts(group)) {
                most = Math.max(most, count);
            }
        }
        return most;
    }

    /** The number of values in each bin; a value on the border of two is in the upper one. */
    int[] counts(Group group) {
        int[] counts = new int[bins];
        for (double value : group.values()) {
            double place = (value - x.minimum()) / (x.maximum() - x.minimum()) * bins;
            // A share such as 0.3 may be a rounding below the border at 0.3.
            counts[(int) Math.max(0, Math.min(bins - 1, Math.floor(place + 1e-9)))]++;
        }
        return counts;
    }

    private void drawBars(Svg svg, Frame frame, int index) {
        Group group = groups.get(index);
        double bin = (RIGHT - LEFT) / bins;
        double bar = (bin - 2) / groups.size();
        int[] counts = counts(group);
        for (int b = 0; b < bins; b++) {
            double height = frame.y(0) - frame.y(counts[b]);
            svg.empty(
                    "rect",
                    "class",
                    Palette.fillClass(group.colour()),
                    "x",
                    LEFT + b * bin + 1 + index * bar,
                    "y",
                    frame.y(counts[b]),
                    "width",
                    bar,
                    "height",
                    height,
                    "fill",
                    Palette.series(group.colour()),
                    "fill-opacity",
                    0.75);
        }
    }
}
