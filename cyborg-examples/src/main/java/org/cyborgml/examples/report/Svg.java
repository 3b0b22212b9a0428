package org.cyborgml.examples.report;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/** Writes SVG elements one after another; attributes come as name, value, name, value. */
final class Svg {

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
                "system-ui, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif",
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

    private void start(String element, Object... attributes) {
        out.append('<').append(element);
        for (int i = 0; i < attributes.length; i += 2) {
            Object value = attributes[i + 1];
            out.append(' ')
                    .append(attributes[i])
                    .append("=\"")
                    .append(escaped(value instanceof Double d ? number(d) : value.toString()))
                    .append('"');
        }
    }

    Svg text(String text) {
        out.append(escaped(text));
        return this;
    }

    /** A line of text in the ink of the page. */
    Svg label(double x, double y, String anchor, String text) {
        return open("text", "class", "fig-ink", "x", x, "y", y, "text-anchor", anchor, "fill", Palette.INK)
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

    /** At most two decimals: a hundredth of a unit is below what any screen shows. */
    static String number(double value) {
        String text = String.format(Locale.ROOT, "%.2f", value);
        text = text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
        return text.equals("-0") ? "0" : text;
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** Width of a text at a font size, from the mean width of letters in common sans-serif faces. */
    static double textWidth(String text, double fontSize) {
        return text.length() * fontSize * 0.54;
    }
}
