package org.cyborgml.app.report;

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
 * @param style what is drawn of them
 */
public record LineChart(String name, Axis x, Axis y, List<Series> series, Style style) {

    private static final double WIDTH = 360;
    private static final double LEFT = 50;
    private static final double RIGHT = WIDTH - 12;

    /** The marks of a series. */
    public enum Style {
        /** Lines. */
        LINES(190),
        /** Lines with a dot at every point. */
        DOTTED_LINES(190),
        /** Points alone, of a shape for each series. */
        POINTS(220),
        /** ROC curves: lines in a square, over the diagonal of chance; axes from 0 to 1. */
        ROC(RIGHT - LEFT);

        private final double plotHeight;

        Style(double plotHeight) {
            this.plotHeight = plotHeight;
        }
    }

    /**
     * Checks and copies the series.
     *
     * @throws IllegalArgumentException if there is none
     */
    public LineChart {
        series = List.copyOf(series);
        Preconditions.checkArgument(!series.isEmpty(), "chart \"%s\" has no series: at least 1 is needed", name);
    }

    /** Draws the chart. */
    public String svg() {
        List<Frame.Key> keys = series.stream()
                .map(s -> style == Style.POINTS
                        ? Frame.Key.ofMark(s.label(), s.colour())
                        : Frame.Key.ofLine(s.label(), s.colour(), Palette.dash(s.colour())))
                .toList();
        double legend = Frame.legendHeight(keys, RIGHT - LEFT);
        double top = legend + 8;
        double bottom = top + style.plotHeight;
        Svg svg = Svg.figure(WIDTH, bottom + 38, name);
        Frame.legend(svg, keys, LEFT, 2, RIGHT - LEFT);
        Frame frame = new Frame(LEFT, top, RIGHT, bottom, x, y);
        frame.drawX(svg, 5);
        frame.drawY(svg, 5);
        frame.openClipped(svg);
        if (style == Style.ROC) {
            drawDiagonal(svg, frame);
        }
        series.forEach(s -> drawBand(svg, frame, s));
        series.forEach(s -> drawSeries(svg, frame, s));
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

    private static void drawDiagonal(Svg svg, Frame frame) {
        svg.line(
                "fig-axis",
                Palette.AXIS,
                frame.x(0),
                frame.y(0),
                frame.x(1),
                frame.y(1),
                "stroke-width",
                0.8,
                "stroke-opacity",
                0.6);
    }

    private void drawSeries(Svg svg, Frame frame, Series s) {
        if (style == Style.POINTS) {
            for (int i = 0; i < s.x().size(); i++) {
                Mark.of(s.colour()).draw(svg, frame.x(s.x().get(i)), frame.y(s.y().get(i)), s.colour());
            }
            return;
        }
        drawLine(svg, frame, s);
        for (int i = 0; style == Style.DOTTED_LINES && i < s.x().size(); i++) {
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

    private static void drawLine(Svg svg, Frame frame, Series s) {
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
    }
}
