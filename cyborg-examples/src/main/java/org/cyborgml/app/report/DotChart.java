package org.cyborgml.app.report;

import com.google.common.base.Preconditions;
import java.util.ArrayList;
import java.util.List;
import org.cyborgml.metrics.RunSummary;

/**
 * Values of paired runs by category, a lane per group: a ring for every run, a bar for the mean with a line of one standard
 * deviation to each side, and a thin line from each run to its pair in the next lane. A run without a value is NaN.
 *
 * @param name what the figure shows, for those who cannot see it
 * @param axis the axis of the values
 * @param groups names of the groups, one lane each, in the order of the colours
 * @param rows the categories from top to bottom
 */
public record DotChart(String name, Axis axis, List<String> groups, List<Row> rows) {

    private static final double WIDTH = 400;
    private static final double LANE = 17;
    private static final double GAP = 14;

    /**
     * A category.
     *
     * @param label its name
     * @param values the values of every group's runs, in the order of the groups: [group][run]; NaN where
     *     there is none
     */
    public record Row(String label, List<List<Double>> values) {

        /** Copies the values. */
        public Row {
            values = values.stream().map(List::copyOf).toList();
        }
    }

    /**
     * Checks and copies the rows.
     *
     * @throws IllegalArgumentException if there is no row, or one has another number of groups, or groups of different
     *     sizes, or none
     */
    public DotChart {
        groups = List.copyOf(groups);
        rows = List.copyOf(rows);
        Preconditions.checkArgument(!rows.isEmpty(), "chart \"%s\" has no row: at least 1 is needed", name);
        for (Row row : rows) {
            Preconditions.checkArgument(
                    row.values().size() == groups.size()
                            && row.values().stream()
                                            .mapToInt(List::size)
                                            .distinct()
                                            .count()
                                    == 1
                            && !row.values().get(0).isEmpty(),
                    "row \"%s\" must have %s groups of as many values each, at least 1",
                    row.label(),
                    groups.size());
        }
    }

    /**
     * An axis for several charts that are to be compared.
     *
     * @return from the least to 1 at most, with every value on it
     */
    public static Axis axis(String label, double least, List<Row> rows) {
        return Axis.covering(
                label,
                least,
                1,
                rows.stream()
                        .flatMap(row -> row.values().stream().flatMap(List::stream))
                        .filter(value -> !value.isNaN())
                        .mapToDouble(Double::doubleValue));
    }

    /** Draws the chart. */
    public String svg() {
        double left = 122;
        double right = WIDTH - 14;
        List<Frame.Key> keys = new ArrayList<>();
        for (int g = 0; g < groups.size(); g++) {
            keys.add(Frame.Key.ofLine(groups.get(g), g, "none"));
        }
        double top = Frame.legendHeight(keys, right - left) + 6;
        double rowHeight = LANE * groups.size() + GAP;
        double bottom = top + rowHeight * rows.size();
        Svg svg = Svg.figure(WIDTH, bottom + 38, name);
        Frame.legend(svg, keys, left, 2, right - left);
        Frame frame = new Frame(left, top, right, bottom, axis, Axis.ofRate(""));
        frame.drawX(svg, 5);
        for (int r = 0; r < rows.size(); r++) {
            drawRow(svg, frame, rows.get(r), top + r * rowHeight, rowHeight);
        }
        return svg.finish();
    }

    private void drawRow(Svg svg, Frame frame, Row row, double top, double height) {
        frame.rowLabel(svg, row.label(), top + height / 2);
        svg.line("fig-grid", Palette.GRID, frame.left(), top, frame.right(), top);
        for (int g = 0; g + 1 < groups.size(); g++) {
            drawPairs(svg, frame, row.values().get(g), row.values().get(g + 1), lane(top, g));
        }
        for (int g = 0; g < groups.size(); g++) {
            drawLane(svg, frame, row.values().get(g), g, lane(top, g));
        }
    }

    private static double lane(double top, int group) {
        return top + GAP / 2 + LANE * (group + 0.5);
    }

    private static void drawPairs(Svg svg, Frame frame, List<Double> upper, List<Double> lower, double y) {
        for (int i = 0; i < upper.size(); i++) {
            if (upper.get(i).isNaN() || lower.get(i).isNaN()) {
                continue;
            }
            svg.line(
                    "fig-axis",
                    Palette.AXIS,
                    frame.x(upper.get(i)),
                    y,
                    frame.x(lower.get(i)),
                    y + LANE,
                    "stroke-width",
                    0.5,
                    "stroke-opacity",
                    0.6);
        }
    }

    private static void drawLane(Svg svg, Frame frame, List<Double> all, int group, double y) {
        List<Double> values = all.stream().filter(value -> !value.isNaN()).toList();
        if (values.isEmpty()) {
            return;
        }
        RunSummary summary =
                RunSummary.of(values.stream().mapToDouble(Double::doubleValue).toArray());
        double spread = values.size() > 1 ? summary.standardDeviation() : 0;
        new DotLane(values, summary.mean(), summary.mean() - spread, summary.mean() + spread, group)
                .draw(svg, frame, y);
    }
}
