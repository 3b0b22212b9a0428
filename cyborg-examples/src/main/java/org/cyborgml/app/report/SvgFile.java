package org.cyborgml.app.report;

import com.google.common.base.Preconditions;

/** A figure as an SVG file of its own: with a size, and on white, since who shows it may have a dark page. */
public final class SvgFile {

    private static final String DECLARATION = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    private static final String START = "<svg ";
    private static final String NAME_END = "</title>";

    private SvgFile() {}

    /**
     * Makes the file's text.
     *
     * @param figure one svg element, as the charts of this package draw it
     * @return an SVG document
     */
    public static String of(String figure) {
        int name = figure.indexOf(NAME_END) + NAME_END.length();
        Preconditions.checkArgument(
                figure.startsWith(START) && name >= NAME_END.length(),
                "a figure must begin with <svg and have a title");
        Svg.Size size = Svg.Size.of(figure);
        String extent = "width=\"" + Svg.number(size.width()) + "\" height=\"" + Svg.number(size.height()) + "\"";
        return DECLARATION + START + extent + " " + figure.substring(START.length(), name) + "<rect " + extent
                + " fill=\"#ffffff\"/>" + figure.substring(name) + "\n";
    }
}
