package org.cyborgml.app.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rectangle of a chart between its axes: places values, draws ticks, grid lines, axis labels and the legend. */
final class Frame {

    private static final double LEGEND_LINE = 16;
    private static final double LEGEND_FONT = 11;

    /** Width of a legend's piece of line and the space behind it. */
    private static final double KEY = 30;

    private static final double EDGE = 3;
    private static final int LETTERS_OF_ROW = 17;

    private final double left;
    private final double top;
    private final double right;
    private final double bottom;
    private final Axis x;
    private final Axis y;

    Frame(double left, double top, double right, double bottom, Axis x, Axis y) {
        this.left = left;
        this.top = top;
        this.right = right;
        this.bottom = bottom;
        this.x = x;
        this.y = y;
    }

    double left() {
        return left;
    }

    double right() {
        return right;
    }

    double x(double value) {
        return x.place(value, left, right);
    }

    /** The place of a value, moved to the edge of the frame if it lies beyond. */
    double clampedX(double value) {
        return Math.min(right, Math.max(left, x(value)));
    }

    double y(double value) {
        return y.place(value, bottom, top);
    }

    /** Opens an element that cuts off what lies beyond the frame, but for half a line and a mark on its edge. */
    void openClipped(Svg svg) {
        double x0 = left - EDGE;
        double y0 = top - EDGE;
        double width = right - left + 2 * EDGE;
        double height = bottom - top + 2 * EDGE;
        svg.open(
                "svg",
                "x",
                x0,
                "y",
                y0,
                "width",
                width,
                "height",
                height,
                "viewBox",
                Svg.number(x0) + " " + Svg.number(y0) + " " + Svg.number(width) + " " + Svg.number(height));
    }

    void drawX(Svg svg, int wished) {
        Ticks ticks = x.ticks(wished);
        for (double tick : ticks.values()) {
            grid(svg, x(tick), top, x(tick), bottom);
            svg.label(x(tick), bottom + 15, "middle", ticks.label(tick));
        }
        line(svg, left, bottom, right, bottom);
        svg.label((left + right) / 2, bottom + 31, "middle", x.label());
    }

    void drawY(Svg svg, int wished) {
        Ticks ticks = y.ticks(wished);
        for (double tick : ticks.values()) {
            grid(svg, left, y(tick), right, y(tick));
            svg.label(left - 6, y(tick) + 3.8, "end", ticks.label(tick));
        }
        line(svg, left, top, left, bottom);
        double middle = (top + bottom) / 2;
        svg.open(
                        "text",
                        "class",
                        "fig-ink",
                        "fill",
                        Palette.INK,
                        "text-anchor",
                        "middle",
                        "transform",
                        "translate(12 " + Svg.number(middle) + ") rotate(-90)")
                .text(y.label())
                .close();
    }

    /** The name of a row, in lines about its middle, left of the frame. */
    void rowLabel(Svg svg, String label, double middle) {
        List<String> lines = Svg.lines(label, LETTERS_OF_ROW);
        double first = middle - (lines.size() - 1) * 6.5 + 4;
        for (int i = 0; i < lines.size(); i++) {
            svg.label(left - 10, first + i * 13, "end", lines.get(i));
        }
    }

    private static void grid(Svg svg, double x1, double y1, double x2, double y2) {
        svg.line("fig-grid", Palette.GRID, x1, y1, x2, y2);
    }

    private static void line(Svg svg, double x1, double y1, double x2, double y2) {
        svg.line("fig-axis", Palette.AXIS, x1, y1, x2, y2);
    }

    /** One entry of a legend: a piece of the line, or the mark where there is no line. */
    record Key(String label, int colour, String dash, @Nullable Mark mark) {

        static Key ofLine(String label, int colour, String dash) {
            return new Key(label, colour, dash, null);
        }

        static Key ofMark(String label, int colour) {
            return new Key(label, colour, "none", Mark.of(colour));
        }

        private void draw(Svg svg, double x, double y) {
            if (mark != null) {
                mark.draw(svg, x + 12, y, colour);
                return;
            }
            svg.line(
                    Palette.lineClass(colour()),
                    Palette.series(colour()),
                    x,
                    y,
                    x + 24,
                    y,
                    "stroke-width",
                    2.5,
                    "stroke-dasharray",
                    dash());
        }
    }

    /** Height of a legend above a frame of this width. */
    static double legendHeight(List<Key> keys, double width) {
        return legend(null, keys, 0, 0, width);
    }

    /** Draws a legend, breaking lines as needed, within a label too; returns its height. */
    static double legend(@Nullable Svg svg, List<Key> keys, double left, double top, double width) {
        double x = 0;
        double y = 0;
        for (Key key : keys) {
            double wide = KEY + Svg.textWidth(key.label(), LEGEND_FONT) + 12;
            if (x > 0 && x + wide - 12 > width) {
                x = 0;
                y += LEGEND_LINE;
            }
            List<String> lines = Svg.lines(key.label(), Svg.letters(width - KEY, LEGEND_FONT));
            for (int i = 0; svg != null && i < lines.size(); i++) {
                double middle = top + y + LEGEND_LINE * (i + 0.5);
                if (i == 0) {
                    key.draw(svg, left + x, middle);
                }
                svg.label(left + x + KEY, middle + 4, "start", lines.get(i));
            }
            y += (lines.size() - 1) * LEGEND_LINE;
            x += wide;
        }
        return keys.isEmpty() ? 0 : y + LEGEND_LINE + 4;
    }
}
