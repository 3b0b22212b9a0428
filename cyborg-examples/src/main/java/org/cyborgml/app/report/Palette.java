package org.cyborgml.app.report;

/**
 * Colours of series that people with any colour vision tell apart (Okabe and Ito's set), on a light page. The style sheet
 * holds their counterparts for a dark one under the same class names.
 */
final class Palette {

    static final String INK = "#22252a";
    static final String AXIS = "#6b7078";
    static final String GRID = "#e3e5e8";

    private static final String[] SERIES = {"#d55e00", "#0072b2", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"};
    private static final String[] DASHES = {"none", "7 3", "2 3", "10 3 2 3", "4 2", "1 2"};

    private Palette() {}

    static String series(int index) {
        return SERIES[index % SERIES.length];
    }

    /** A second mark of a line beside its colour, for print in black and for lines that lie on each other. */
    static String dash(int index) {
        return DASHES[beside(index, DASHES.length)];
    }

    /** The place of a series in the cycle of its second marks, which goes on by one when colours begin again: pairs stay different. */
    static int beside(int index, int marks) {
        return (index + index / SERIES.length) % marks;
    }

    static String lineClass(int index) {
        return "fig-line-" + (index % SERIES.length + 1);
    }

    static String fillClass(int index) {
        return "fig-fill-" + (index % SERIES.length + 1);
    }
}
