package org.cyborgml.app.report;

import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.parser.DocumentLimits;
import com.github.weisj.jsvg.parser.LoaderContext;
import com.github.weisj.jsvg.parser.SVGLoader;
import com.github.weisj.jsvg.view.ViewBox;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.GraphicsEnvironment;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;

/** Turns figures into PNG images on white. Needs no screen, but fonts that Java can find. */
public final class FigurePng {

    /** Pixels for each unit of a figure: 300 dots per inch at the width of a column of print. */
    private static final double SCALE = 3;

    /** The figures are our own, so that the library's bounds against hostile files would only be in the way. */
    private static final LoaderContext LIMITS = LoaderContext.builder()
            .documentLimits(new DocumentLimits(
                    DocumentLimits.DEFAULT_MAX_NESTING_DEPTH,
                    DocumentLimits.DEFAULT_MAX_USE_NESTING_DEPTH,
                    Integer.MAX_VALUE))
            .build();

    private static final List<String> FAMILIES =
            List.of("Helvetica Neue", "Helvetica", "Arial", "Liberation Sans", "DejaVu Sans");

    private static final Pattern LIST_OF_FAMILIES = Pattern.compile("font-family=\"[^\"]*\"");

    private FigurePng() {}

    /**
     * Draws a figure.
     *
     * @param svg one svg element, such as charts give
     * @return a PNG file, 3 pixels for each unit of the figure's view box
     * @throws IOException if this machine cannot draw text, for want of fonts
     */
    public static byte[] png(String svg) throws IOException {
        Svg.Size size = Svg.Size.of(svg);
        int width = (int) Math.ceil(size.width() * SCALE);
        int height = (int) Math.ceil(size.height() * SCALE);
        SVGDocument document = new SVGLoader()
                .load(new ByteArrayInputStream(withOneFont(svg).getBytes(StandardCharsets.UTF_8)), null, LIMITS);
        if (document == null) {
            throw new IllegalArgumentException("not a figure: " + svg.substring(0, Math.min(80, svg.length())));
        }
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.setColor(Color.WHITE);
            graphics.fillRect(0, 0, width, height);
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            document.render((java.awt.Component) null, graphics, new ViewBox(0, 0, width, height));
        } finally {
            graphics.dispose();
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);
        return png.toByteArray();
    }

    /** The library takes one font family and no list. */
    private static String withOneFont(String svg) throws IOException {
        Set<String> there = families();
        String family = FAMILIES.stream().filter(there::contains).findFirst().orElse(Font.SANS_SERIF);
        return LIST_OF_FAMILIES.matcher(svg).replaceAll("font-family=\"" + family + "\"");
    }

    private static Set<String> families() throws IOException {
        try {
            return Set.copyOf(Arrays.asList(
                    GraphicsEnvironment.getLocalGraphicsEnvironment().getAvailableFontFamilyNames(Locale.ROOT)));
        } catch (InternalError | LinkageError e) {
            // So Java says that fontconfig names no font; the second time, that the class could not be loaded.
            throw new IOException(
                    "Java finds no font on this machine, so PNG images cannot be drawn: install fontconfig and a font"
                            + " such as DejaVu Sans",
                    e);
        }
    }
}
