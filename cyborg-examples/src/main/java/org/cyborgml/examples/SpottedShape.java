package org.cyborgml.examples;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RectangularShape;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import javax.imageio.ImageIO;

/** A grey disc or square about (x, y), on noise of 112x112 pixels, with a coloured spot in a corner. */
record SpottedShape(BufferedImage image, int x, int y) {

    private static final int SIDE = 112;
    private static final int RADIUS = 14;
    private static final int SPOT = 5;

    static SpottedShape of(String label, int spotColour, Random random) {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < SIDE * SIDE; i++) {
            image.setRGB(i % SIDE, i / SIDE, 0x010101 * (40 + random.nextInt(80)));
        }
        int x = 48 + random.nextInt(17);
        int y = 48 + random.nextInt(17);
        Graphics2D graphics = image.createGraphics();
        int grey = 130 + random.nextInt(60);
        graphics.setColor(new Color(grey, grey, grey));
        boolean isDisc = label.equals("disc");
        RectangularShape shape = isDisc ? new Ellipse2D.Double() : new Rectangle2D.Double();
        double half = isDisc ? RADIUS : 0.9 * RADIUS;
        shape.setFrameFromCenter(x, y, x + half, y + half);
        graphics.fill(shape);
        graphics.setColor(spotColour == 0 ? Color.ORANGE : Color.CYAN);
        graphics.fillRect(random.nextInt(2) * (SIDE - SPOT), random.nextInt(2) * (SIDE - SPOT), SPOT, SPOT);
        graphics.dispose();
        return new SpottedShape(image, x, y);
    }

    void write(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        ImageIO.write(image, "png", file.toFile());
    }

    /** An ellipse about the shape: centre, radii and angle. */
    String mark(Random random) {
        return String.format(
                Locale.ROOT,
                "%.1f %.1f %.1f %.1f 0",
                near(x, 4, random),
                near(y, 4, random),
                near(RADIUS, 3, random),
                near(RADIUS, 3, random));
    }

    /** A fixation on the shape: column, row, milliseconds. */
    String fixation(Random random) {
        return String.format(
                Locale.ROOT,
                "%.1f,%.1f,%d",
                near(x, RADIUS, random),
                near(y, RADIUS, random),
                150 + random.nextInt(300));
    }

    private static double near(double value, double spread, Random random) {
        return value + (random.nextDouble() - 0.5) * 2 * spread;
    }
}
