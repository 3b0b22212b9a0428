package org.cyborgml.app.report;

import com.google.common.base.Preconditions;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Paired differences by category: a ring for every pair, a bar for their mean, and a line along its confidence interval. Where
 * the line does not touch the one at 0, the mean differs from 0 at the interval's level.
 *
 * @param name what the figure shows, for those who cannot see it
 * @param axis the axis of the differences, which includes 0
 * @param rows the categories from top to bottom
 */
public record DifferenceChart(String name, Axis axis, List<Row> rows) {

    private static final double WIDTH = 400;
    private static final double LEFT = 122;
    private static final double ROW = 36;

    /**
     * A category.
     *
     * @param label its name
     * @param colour index of the palette
     * @param differences of the pairs, at least one
     * @param mean of the differences
     * @param lower lower end of the mean's confidence interval
     * @param upper upper end of the mean's confidence interval
     */
    public record Row(String label, int colour, List<Double> differences, double mean, double lower, double upper) {

        /** Copies the differences. */
        public Row {
            differences = List.copyOf(differences);
        }

        private DoubleStream places() {
            return DoubleStream.concat(
                    DoubleStream.of(lower, upper), differences.stream().mapToDouble(Double::doubleValue));
        }
    }

    /**
     * Checks and copies the rows.
     *
     * @throws IllegalArgumentException if there is no row or the axis does not include 0
     */
    public DifferenceChart {
        rows = List.copyOf(rows);
        Preconditions.checkArgument(!rows.isEmpty(), "chart \"%s\" has no row: at least 1 is needed", name);
        Preconditions.checkArgument(
                axis.minimum() <= 0 && axis.maximum() >= 0,
                "axis \"%s\" from %s to %s: must include 0",
                axis.label(),
                axis.minimum(),
                axis.maximum());
    }

    /**
     * An axis for several charts that are to be compared.
     *
     * @return from -1 to 1 at most, with 0 and every row on it
     */
    public static Axis axis(String label, List<Row> rows) {
        return Axis.covering(
                label,
                -1,
                1,
                DoubleStream.concat(DoubleStream.of(0), rows.stream().flatMapToDouble(Row::places)));
    }

    /** Draws the chart. */
    public String svg() {
        double top = 6;
        double bottom = top + ROW * rows.size();
        Svg svg = Svg.figure(WIDTH, bottom + 38, name);
        Frame frame = new Frame(LEFT, top, WIDTH - 14, bottom, axis, Axis.ofRate(""));
        frame.drawX(svg, 4);
        svg.line("fig-axis", Palette.AXIS, frame.x(0), top, frame.x(0), bottom, "stroke-width", 1.5);
        for (int r = 0; r < rows.size(); r++) {
            Row row = rows.get(r);
            double middle = top + ROW * (r + 0.5);
            frame.rowLabel(svg, row.label(), middle);
            new DotLane(row.differences(), row.mean(), row.lower(), row.upper(), row.colour()).draw(svg, frame, middle);
        }
        return svg.finish();
    }
}
