package org.cyborgml.app.study.browser;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Arc2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Random;

/** A drawn face; one that stands for a synthetic face has a flaw. */
final class DrawnFace {

    private static final int[] SKINS = {0xf2cdb0, 0xe3b08c, 0xc98f66, 0x9c6842, 0x6f4630};
    private static final int[] HAIRS = {0x2b2119, 0x54381f, 0x8a5a2b, 0xb98b4c, 0x6b6b6f};
    private static final int[] IRISES = {0x3f6d8c, 0x5a7a3f, 0x6b4a2c, 0x3c4f5f};
    private static final int[] BACKGROUNDS = {0x8fa7b3, 0xa8b59a, 0xb7a99a, 0x8f97b3, 0xb3a2ad};

    private final Random random;
    private final int size;
    private final BufferedImage image;
    private final Graphics2D g;

    private DrawnFace(long seed, int size) {
        random = new Random(seed);
        this.size = size;
        image = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
        g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        g.scale(size / 256.0, size / 256.0);
    }

    /** A face without a flaw. */
    static BufferedImage real(long seed, int size) {
        return new DrawnFace(seed, size).draw(false);
    }

    /** A face whose right eye has a broken pupil and whose mouth is torn. */
    static BufferedImage synthetic(long seed, int size) {
        return new DrawnFace(seed, size).draw(true);
    }

    private BufferedImage draw(boolean flawed) {
        Color skin = pick(SKINS);
        Color hair = pick(HAIRS);
        Color iris = pick(IRISES);
        Color background = pick(BACKGROUNDS);
        double wide = 58 + random.nextInt(10);
        double high = 78 + random.nextInt(8);
        g.setPaint(new GradientPaint(0, 0, background, 256, 256, background.darker()));
        g.fill(new Rectangle2D.Double(0, 0, 256, 256));
        shoulders(pick(BACKGROUNDS).darker(), skin);
        g.setColor(hair);
        g.fill(ellipse(128, 112, wide + 17, high + 8));
        boolean longHair = random.nextBoolean();
        if (longHair) {
            g.fill(ellipse(128, 160, wide + 19, 74));
            g.setColor(mixed(skin, Color.BLACK, 0.28));
            g.fill(new Rectangle2D.Double(108, 180, 40, 44));
        }
        g.setColor(mixed(skin, Color.BLACK, 0.28));
        g.fill(ellipse(128 - wide, 136, 9, 15));
        g.fill(ellipse(128 + wide, 136, 9, 15));
        g.setPaint(new RadialGradientPaint(112f, 112f, 120f, new float[] {0f, 0.65f, 1f}, new Color[] {
            mixed(skin, Color.WHITE, 0.18), skin, mixed(skin, Color.BLACK, 0.22)
        }));
        g.fill(ellipse(128, 132, wide, high));
        fringe(hair, wide, high);
        eye(103, iris, hair, false);
        eye(153, iris, hair, flawed);
        nose(skin);
        mouth(skin, flawed);
        noise();
        g.dispose();
        return image;
    }

    private void shoulders(Color cloth, Color skin) {
        g.setColor(cloth);
        g.fill(ellipse(128, 270, 104, 62));
        g.setColor(mixed(skin, Color.BLACK, 0.28));
        g.fill(new Rectangle2D.Double(108, 190, 40, 40));
        g.fill(ellipse(128, 228, 22, 12));
    }

    private void fringe(Color hair, double wide, double high) {
        Path2D fringe = new Path2D.Double();
        fringe.moveTo(128 - wide - 4, 122);
        fringe.curveTo(128 - wide, 132 - high - 50, 128 + wide, 132 - high - 50, 128 + wide + 4, 122);
        fringe.curveTo(128 + wide - 12, 92, 150, 84 + random.nextInt(8), 118, 82);
        fringe.curveTo(100, 84, 128 - wide + 10, 96, 128 - wide - 4, 122);
        g.setColor(hair);
        g.fill(fringe);
    }

    private void eye(double x, Color iris, Color brow, boolean flawed) {
        Shape white = ellipse(x, 126, 14.5, 8);
        g.setColor(new Color(0xf6f2ee));
        g.fill(white);
        Shape before = g.getClip();
        g.clip(white);
        g.setColor(iris);
        g.fill(ellipse(x, 126, 8, 8));
        g.setColor(new Color(0x121212));
        if (flawed) {
            g.fill(ellipse(x - 3, 124, 4.4, 2.6));
            g.fill(ellipse(x + 4, 129, 2.4, 3.6));
            g.setColor(Color.WHITE);
            g.fill(ellipse(x + 4, 123, 1.8, 2.8));
        } else {
            g.fill(ellipse(x, 126, 3.8, 3.8));
            g.setColor(Color.WHITE);
            g.fill(ellipse(x - 2.4, 123.6, 1.7, 1.7));
        }
        g.setClip(before);
        g.setColor(brow.darker());
        g.setStroke(new BasicStroke(1.8f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        g.draw(new Arc2D.Double(x - 14.5, 118, 29, 16, 10, 160, Arc2D.OPEN));
        g.setStroke(new BasicStroke(4.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        g.draw(new Arc2D.Double(x - 17, 103, 34, 18, 35, 110, Arc2D.OPEN));
    }

    private void nose(Color skin) {
        g.setColor(mixed(skin, Color.BLACK, 0.28));
        g.setStroke(new BasicStroke(2.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        Path2D nose = new Path2D.Double();
        nose.moveTo(131, 128);
        nose.curveTo(133, 142, 141, 150, 138, 156);
        nose.curveTo(134, 161, 124, 161, 118, 156);
        g.draw(nose);
    }

    private void mouth(Color skin, boolean flawed) {
        Color lips = new Color(
                Math.min(255, skin.getRed() - 20),
                Math.max(40, skin.getGreen() - 70),
                Math.max(40, skin.getBlue() - 55));
        Path2D mouth = new Path2D.Double();
        mouth.moveTo(104, 180);
        mouth.curveTo(114, 173, 122, 173, 128, 176);
        mouth.curveTo(134, 173, 142, 173, 152, 180);
        mouth.curveTo(142, 192, 114, 192, 104, 180);
        g.setColor(lips);
        g.fill(mouth);
        g.setColor(mixed(lips, Color.BLACK, 0.45));
        g.setStroke(new BasicStroke(1.6f));
        g.draw(new Arc2D.Double(108, 170, 40, 14, 205, 130, Arc2D.OPEN));
        if (flawed) {
            g.setColor(skin);
            g.fill(ellipse(146, 181, 5, 3));
            g.setColor(new Color(0xefe6dc));
            g.fill(ellipse(139, 185, 4.5, 2.2));
        }
    }

    /** As of a camera's sensor, so that no two pixels beside each other are alike. */
    private void noise() {
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                int by = random.nextInt(9) - 4;
                Color colour = new Color(image.getRGB(x, y));
                image.setRGB(
                        x,
                        y,
                        new Color(
                                        bounded(colour.getRed() + by),
                                        bounded(colour.getGreen() + by),
                                        bounded(colour.getBlue() + by))
                                .getRGB());
            }
        }
    }

    private static Color mixed(Color colour, Color with, double share) {
        return new Color(
                (int) (colour.getRed() + (with.getRed() - colour.getRed()) * share),
                (int) (colour.getGreen() + (with.getGreen() - colour.getGreen()) * share),
                (int) (colour.getBlue() + (with.getBlue() - colour.getBlue()) * share));
    }

    private static int bounded(int value) {
        return Math.max(0, Math.min(255, value));
    }

    private Color pick(int[] colours) {
        return new Color(colours[random.nextInt(colours.length)]);
    }

    private static Ellipse2D ellipse(double x, double y, double radiusX, double radiusY) {
        return new Ellipse2D.Double(x - radiusX, y - radiusY, 2 * radiusX, 2 * radiusY);
    }
}
