package org.cyborgml.app.report;

/** The shape of a point of a series: a second mark beside its colour. */
enum Mark {
    CIRCLE("M-3 0a3 3 0 1 0 6 0a3 3 0 1 0 -6 0Z"),
    SQUARE("M-2.7 -2.7H2.7V2.7H-2.7Z"),
    TRIANGLE("M0 -3.4L3.2 2.4H-3.2Z"),
    DIAMOND("M0 -3.8L3.8 0L0 3.8L-3.8 0Z"),
    CROSS("M-2.8 -2.8L2.8 2.8M-2.8 2.8L2.8 -2.8"),
    PLUS("M-3.4 0H3.4M0 -3.4V3.4");

    private final String path;

    Mark(String path) {
        this.path = path;
    }

    static Mark of(int index) {
        return values()[Palette.beside(index, values().length)];
    }

    void draw(Svg svg, double x, double y, int colour) {
        svg.empty(
                "path",
                "class",
                Palette.lineClass(colour),
                "transform",
                "translate(" + Svg.number(x) + " " + Svg.number(y) + ")",
                "d",
                path,
                "fill",
                "none",
                "stroke",
                Palette.series(colour),
                "stroke-width",
                1.3);
    }
}
