package org.cyborgml.guide;

import com.google.errorprone.annotations.FormatMethod;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import javax.imageio.ImageIO;

/** A figure as SVG, on a light ground of its own, so that it reads on dark pages too. */
final class Drawing {

    static final String INK = "#22252a";
    static final String SOFT = "#5b6068";

    private final StringBuilder svg = new StringBuilder();

    Drawing(int width, int height, String label) {
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" role=\"img\""
                        + " aria-label=\"%s\" font-family=\"system-ui, 'DejaVu Sans', sans-serif\">",
                width, height, width, height, escaped(label));
        add("<rect width=\"%d\" height=\"%d\" rx=\"8\" fill=\"#ffffff\"/>", width, height);
    }

    @FormatMethod
    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }

    /** A picture of a map, with hard edges between its cells. */
    Drawing map(BufferedImage image, int x, int y, int side) throws IOException {
        return picture(image, "png", "image-rendering:pixelated", x, y, side);
    }

    /** A picture of a photograph, as JPEG: its noise would take ten times as much as PNG. */
    Drawing photograph(BufferedImage image, int x, int y, int side) throws IOException {
        return picture(image, "jpeg", "", x, y, side);
    }

    private Drawing picture(BufferedImage image, String format, String style, int x, int y, int side)
            throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, format, bytes);
        add(
                "<image x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" style=\"%s\""
                        + " href=\"data:image/%s;base64,%s\"/>",
                x, y, side, side, style, format, Base64.getEncoder().encodeToString(bytes.toByteArray()));
        add("<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"none\" stroke=\"#d8dbe0\"/>", x, y, side, side);
        return this;
    }

    Drawing title(int x, int y, String text) {
        return text(x, y, 14, INK, "middle", text);
    }

    Drawing note(int x, int y, String text) {
        return text(x, y, 12, SOFT, "middle", text);
    }

    Drawing beside(int x, int y, String text) {
        return text(x, y, 13, INK, "end", text);
    }

    private Drawing text(int x, int y, int size, String colour, String anchor, String text) {
        add(
                "<text x=\"%d\" y=\"%d\" font-size=\"%d\" fill=\"%s\" text-anchor=\"%s\">%s</text>",
                x, y, size, colour, anchor, escaped(text));
        return this;
    }

    /** A box with lines of text, the first one darker. */
    Drawing box(int x, int y, int width, int height, String fill, String... lines) {
        add(
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"6\" fill=\"%s\" stroke=\"#6b7078\"/>",
                x, y, width, height, fill);
        int first = y + height / 2 + 5 - 8 * (lines.length - 1);
        for (int i = 0; i < lines.length; i++) {
            text(x + width / 2, first + 17 * i, i == 0 ? 14 : 12, i == 0 ? INK : SOFT, "middle", lines[i]);
        }
        return this;
    }

    Drawing arrow(int fromX, int fromY, int toX, int toY) {
        double angle = Math.atan2(toY - fromY, toX - fromX);
        add(
                "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"#6b7078\" stroke-width=\"1.5\"/>",
                fromX, fromY, toX, toY);
        add(
                "<path d=\"M%d %d L%.1f %.1f L%.1f %.1f Z\" fill=\"#6b7078\"/>",
                toX,
                toY,
                toX - 8 * Math.cos(angle - 0.4),
                toY - 8 * Math.sin(angle - 0.4),
                toX - 8 * Math.cos(angle + 0.4),
                toY - 8 * Math.sin(angle + 0.4));
        return this;
    }

    Drawing ellipse(double x, double y, double radiusX, double radiusY, String colour) {
        add(
                "<ellipse cx=\"%.1f\" cy=\"%.1f\" rx=\"%.1f\" ry=\"%.1f\" fill=\"%s\" fill-opacity=\"0.35\" stroke=\"%s\""
                        + " stroke-width=\"1.5\"/>",
                x, y, radiusX, radiusY, colour, colour);
        return this;
    }

    void write(Path file) throws IOException {
        Files.writeString(file, svg + "</svg>\n");
    }
}
