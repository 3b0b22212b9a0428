package org.cyborgml.app.report;

import java.util.List;

/**
 * A lane of a chart: a ring for every value, a bar for their mean and a line for its spread or uncertainty.
 *
 * @param values of the runs
 * @param mean place of the bar
 * @param lower where the line begins, unless the frame ends before
 * @param upper where the line ends, unless the frame ends before
 * @param colour index of the palette
 */
record DotLane(List<Double> values, double mean, double lower, double upper, int colour) {

    void draw(Svg svg, Frame frame, double y) {
        if (upper > lower) {
            line(svg, frame.clampedX(lower), y, frame.clampedX(upper), y, 2.0);
        }
        double middle = frame.x(mean);
        line(svg, middle, y - 6, middle, y + 6, 3.0);
        for (double value : values) {
            svg.empty(
                    "circle",
                    "class",
                    Palette.lineClass(colour),
                    "cx",
                    frame.x(value),
                    "cy",
                    y,
                    "r",
                    2.8,
                    "fill",
                    "none",
                    "stroke",
                    Palette.series(colour),
                    "stroke-width",
                    1.1);
        }
    }

    private void line(Svg svg, double x1, double y1, double x2, double y2, double width) {
        svg.line(Palette.lineClass(colour), Palette.series(colour), x1, y1, x2, y2, "stroke-width", width);
    }
}
