package org.cyborgml.app.report;

import com.google.common.base.Preconditions;
import com.google.common.base.Splitter;
import com.google.common.escape.Escaper;
import com.google.common.escape.Escapers;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes SVG elements one after another; attributes come as name, value, name, value. */
final class Svg {

    /** Mean width of letters in common sans-serif faces, at font size 1. */
    private static final double LETTER = 0.54;

    /** Of texts and of attributes in double quotes. */
    private static final Escaper ESCAPER = Escapers.builder()
            .addEscape('&', "&amp;")
            .addEscape('<', "&lt;")
            .addEscape('>', "&gt;")
            .addEscape('"', "&quot;")
            .build();

    private final StringBuilder out = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /** The outermost element: scales to its container, and has a name for those who cannot see it. */
    static Svg figure(double width, double height, String name) {
        Svg svg = new Svg();
        svg.open(
                "svg",
                "xmlns",
                "http://www.w3.org/2000/svg",
                "viewBox",
                "0 0 " + number(width) + " " + number(height),
                "role",
                "img",
                "class",
                "fig",
                "font-family",
                "system-ui, 'Segoe UI', 'Helvetica Neue', Arial, 'Liberation Sans', sans-serif",
                "font-size",
                "11");
        svg.open("title").text(name).close();
        return svg;
    }

    Svg open(String element, Object... attributes) {
        start(element, attributes);
        out.append('>');
        open.push(element);
        return this;
    }

    Svg empty(String element, Object... attributes) {
        start(element, attributes);
        out.append("/>");
        return this;
    }

    /** A straight line; further attributes come as name, value. */
    Svg line(String styleClass, String colour, double x1, double y1, double x2, double y2, Object... more) {
        List<Object> attributes =
                new ArrayList<>(List.of("class", styleClass, "x1", x1, "y1", y1, "x2", x2, "y2", y2, "stroke", colour));
        attributes.addAll(Arrays.asList(more));
        return empty("line", attributes.toArray());
    }

    private void start(String element, Object... attributes) {
        out.append('<').append(element);
        for (int i = 0; i < attributes.length; i += 2) {
            Object value = attributes[i + 1];
            out.append(' ')
                    .append(attributes[i])
                    .append("=\"")
                    .append(ESCAPER.escape(value instanceof Double d ? number(d) : value.toString()))
                    .append('"');
        }
    }

    Svg text(String text) {
        out.append(ESCAPER.escape(text));
        return this;
    }

    /** A line of text in the ink of the page. */
    Svg label(double x, double y, String anchor, String text) {
        return open("text", "class", "fig-ink", "x", x, "y", y, "text-anchor", anchor, "fill", Palette.INK)
                .text(text)
                .close();
    }

    /** A line of bold text in the ink of the page. */
    Svg title(double x, double y, String text) {
        return open("text", "class", "fig-ink", "x", x, "y", y, "font-weight", "bold", "fill", Palette.INK)
                .text(text)
                .close();
    }

    Svg close() {
        out.append("</").append(open.pop()).append('>');
        return this;
    }

    String finish() {
        while (!open.isEmpty()) {
            close();
        }
        return out.toString();
    }

    /** Width and height of a figure. */
    record Size(double width, double height) {

        private static final Pattern BOX = Pattern.compile("viewBox=\"0 0 ([0-9.]+) ([0-9.]+)\"");

        static Size of(String figure) {
            Matcher box = BOX.matcher(figure);
            Preconditions.checkArgument(box.find(), "figure without a viewBox");
            return new Size(Double.parseDouble(box.group(1)), Double.parseDouble(box.group(2)));
        }
    }

    /** Puts a whole figure into this one, with its upper left corner at a place. */
    Svg embed(String figure, double x, double y) {
        Size size = Size.of(figure);
        Preconditions.checkArgument(figure.startsWith("<svg "), "a figure must begin with <svg");
        out.append("<svg x=\"")
                .append(number(x))
                .append("\" y=\"")
                .append(number(y))
                .append("\" width=\"")
                .append(number(size.width()))
                .append("\" height=\"")
                .append(number(size.height()))
                .append("\" ")
                .append(figure, "<svg ".length(), figure.length());
        return this;
    }

    /** At most two decimals: a hundredth of a unit is below what any screen shows. */
    static String number(double value) {
        String text = String.format(Locale.ROOT, "%.2f", value);
        text = text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
        return text.equals("-0") ? "0" : text;
    }

    /** Width of a text at a font size, by the mean width of letters. */
    static double textWidth(String text, double fontSize) {
        return text.length() * fontSize * LETTER;
    }

    /** The number of letters of a font size that fit into a width. */
    static int letters(double width, double fontSize) {
        return (int) (width / (fontSize * LETTER));
    }

    /** A text broken between words into lines of at most so many letters, but for longer words. */
    static List<String> lines(String text, int letters) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : Splitter.on(' ').split(text)) {
            if (line.length() > 0 && line.length() + 1 + word.length() > letters) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() > 0 ? " " : "").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
