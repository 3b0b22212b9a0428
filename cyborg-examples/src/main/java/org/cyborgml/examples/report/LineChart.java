package org.cyborgml.examples.report;

import com.google.common.base.Preconditions;
import java.util.List;
import java.util.StringJoiner;

/**
 * Lines over a common pair of axes, each with its band. What lies beyond an axis is cut off.
 *
 * @param name what the figure shows, for those who cannot see it
 * @param x the horizontal axis
 * @param y the vertical axis
 * @param series at least one
 * @param markers whether points are marked
 */
public record LineChart(String name, Axis x, Axis y, List<Series> series, Markers markers) {

    private static final double WIDTH = 360;
    private static final double PLOT_HEIGHT = 190;

    /** Whether points are marked. */
    public enum Markers {
        /** A dot at every point. */
        DOTS,
        /** The line alone. */
        NONE
    }

    /**
     * Checks and copies the series.
     *
     * @param name what the figure shows, for those who cannot see it
     * @param x the horizontal axis
     * @param y the vertical axis
     * @param series at least one
     * @param markers whether points are marked
     * @throws IllegalArgumentException if there is none
     */
    public LineChart {
        series = List.copyOf(series);
        Preconditions.checkArgument(!series.isEmpty(), "chart \"%s\" has no series: at least 1 is needed", name);
    }

    /**
     * Draws the chart.
     *
     * @return one svg element
     */
    public String svg() {
        List<Frame.Key> keys =
                series.stream().map(s -> new Frame.Key(s.label(), s.colour())).toList();
        double left = 50;
        double right = WIDTH - 12;
        double legend = Frame.legendHeight(keys, right - left);
        double top = legend + 8;
        double bottom = top + PLOT_HEIGHT;
        Svg svg = Svg.figure(WIDTH, bottom + 38, name);
        Frame.legend(svg, keys, left, 2, right - left);
        Frame frame = new Frame(left, top, right, bottom, x, y);
        frame.drawX(svg, 5);
        frame.drawY(svg, 5);
        frame.openPlot(svg);
        series.forEach(s -> drawBand(svg, frame, s));
        series.forEach(s -> drawLine(svg, frame, s));
        svg.close();
        return svg.finish();
    }

    private static void drawBand(Svg svg, Frame frame, Series s) {
        if (s.spread().isEmpty()) {
            return;
        }
        StringJoiner outline = new StringJoiner(" ");
        int n = s.x().size();
        for (int i = 0; i < n; i++) {
            outline.add(shifted(frame, s, i, -1));
        }
        for (int i = n - 1; i >= 0; i--) {
            outline.add(shifted(frame, s, i, 1));
        }
        svg.empty(
                "polygon",
                "class",
                Palette.fillClass(s.colour()),
                "points",
                outline,
                "fill",
                Palette.series(s.colour()),
                "fill-opacity",
                0.2);
    }

    private static String shifted(Frame frame, Series s, int i, int sign) {
        double by = sign * s.spread().get(i);
        boolean across = s.direction() == Series.Direction.X;
        return point(frame, s.x().get(i) + (across ? by : 0), s.y().get(i) + (across ? 0 : by));
    }

    private static String point(Frame frame, double x, double y) {
        return Svg.number(frame.x(x)) + "," + Svg.number(frame.y(y));
    }

    private void drawLine(Svg svg, Frame frame, Series s) {
        StringJoiner points = new StringJoiner(" ");
        for (int i = 0; i < s.x().size(); i++) {
            points.add(point(frame, s.x().get(i), s.y().get(i)));
        }
        svg.empty(
                "polyline",
                "class",
                Palette.lineClass(s.colour()),
                "points",
                points,
                "fill",
                "none",
                "stroke",
                Palette.series(s.colour()),
                "stroke-width",
                2.0,
                "stroke-linejoin",
                "round",
                "stroke-dasharray",
                Palette.dash(s.colour()));
        for (int i = 0; markers == Markers.DOTS && i < s.x().size(); i++) {
            svg.empty(
                    "circle",
                    "class",
                    Palette.fillClass(s.colour()),
                    "cx",
                    frame.x(s.x().get(i)),
                    "cy",
                    frame.y(s.y().get(i)),
                    "r",
                    2.6,
                    "fill",
                    Palette.series(s.colour()));
        }
    }
}
