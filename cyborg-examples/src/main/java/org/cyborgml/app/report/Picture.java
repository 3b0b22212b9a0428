package org.cyborgml.app.report;

import com.google.common.base.Preconditions;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.cyborgml.saliency.image.FloatPlane;
import org.cyborgml.saliency.image.Raster;
import org.cyborgml.saliency.map.SaliencyMap;

/** A small picture in colour that a page carries within itself. Immutable. */
public final class Picture {

    private final int width;
    private final int height;
    private final int[] rgb;

    private Picture(int width, int height, int[] rgb) {
        this.width = width;
        this.height = height;
        this.rgb = rgb;
    }

    /**
     * A grey picture.
     *
     * @param width pixels in a row, at least 1
     * @param height rows, at least 1
     * @param pixels width * height unsigned bytes, row after row
     * @return the picture
     * @throws IllegalArgumentException if the number of pixels does not fit
     */
    public static Picture grey(int width, int height, byte[] pixels) {
        Preconditions.checkArgument(
                width > 0 && height > 0 && pixels.length == width * height,
                "picture of %s pixels: %sx%s needs another number",
                pixels.length,
                width,
                height);
        int[] rgb = new int[pixels.length];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (pixels[i] & 0xff) * 0x010101;
        }
        return new Picture(width, height, rgb);
    }

    /**
     * A picture of an image file's samples.
     *
     * @param image an image; of 16 bits the upper eight are taken, alpha is left out
     * @return the picture, of the image's size
     */
    public static Picture of(Raster image) {
        byte[] samples = image.toEightBits().toRgb().toBytes();
        int[] rgb = new int[samples.length / 3];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = ((samples[3 * i] & 0xff) << 16) | ((samples[3 * i + 1] & 0xff) << 8) | (samples[3 * i + 2] & 0xff);
        }
        return new Picture(image.width(), image.height(), rgb);
    }

    /** A map in colours, one pixel per cell. */
    public static Picture of(SaliencyMap map, ColourMap colours) {
        return of(map, 0, 1, colours);
    }

    /**
     * A part of the range of a map's values in colours, one pixel per cell.
     *
     * @param map the map
     * @param least the value of the first colour
     * @param most the value of the last colour, above the least
     * @param colours the colours
     * @return the picture
     * @throws IllegalArgumentException if the ends do not ascend
     */
    public static Picture of(SaliencyMap map, double least, double most, ColourMap colours) {
        Preconditions.checkArgument(most > least, "colours from %s to %s: must ascend", least, most);
        float[] values = map.toArray();
        int[] rgb = new int[values.length];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = colours.rgb((values[i] - least) / (most - least));
        }
        return new Picture(map.width(), map.height(), rgb);
    }

    /**
     * This picture with every pixel a square of pixels.
     *
     * @param factor side of the square, at least 1
     * @return the larger picture
     * @throws IllegalArgumentException if the factor is below 1
     */
    public Picture enlarged(int factor) {
        Preconditions.checkArgument(factor >= 1, "factor %s: must be at least 1", factor);
        int wide = Math.multiplyExact(width, factor);
        int[] large = new int[Math.multiplyExact(wide, Math.multiplyExact(height, factor))];
        for (int i = 0; i < large.length; i++) {
            large[i] = rgb[i / wide / factor * width + i % wide / factor];
        }
        return new Picture(wide, height * factor, large);
    }

    /**
     * This picture with a map over it, enlarged to its size by bilinear interpolation.
     *
     * @param map the map, of any size
     * @param colours its colours
     * @param opacity how much of the map's colours shows, 0 to 1
     * @return the overlay
     * @throws IllegalArgumentException if the opacity is out of range
     */
    public Picture under(SaliencyMap map, ColourMap colours, double opacity) {
        return under(map, SaliencyMap.of(FloatPlane.of(1, 1, new float[] {1})), colours, opacity);
    }

    /**
     * This picture with a map over a part of it; map and part are enlarged to its size by bilinear interpolation.
     *
     * @param map the map, of any size
     * @param part 1 where the map shows and 0 where it does not, of any size
     * @param colours its colours
     * @param opacity how much of the map's colours shows, 0 to 1
     * @return the overlay
     * @throws IllegalArgumentException if the opacity is out of range
     */
    public Picture under(SaliencyMap map, SaliencyMap part, ColourMap colours, double opacity) {
        Preconditions.checkArgument(opacity >= 0 && opacity <= 1, "opacity %s: must be from 0 to 1", opacity);
        float[] values = map.resizedTo(width, height).toArray();
        float[] shares = part.resizedTo(width, height).toArray();
        int[] mixed = new int[rgb.length];
        for (int i = 0; i < mixed.length; i++) {
            mixed[i] = ColourMap.mix(rgb[i], colours.rgb(values[i]), shares[i] * opacity);
        }
        return new Picture(width, height, mixed);
    }

    /**
     * Pixels in a row.
     *
     * @return at least 1
     */
    public int width() {
        return width;
    }

    /**
     * Rows.
     *
     * @return at least 1
     */
    public int height() {
        return height;
    }

    /**
     * The colour of a pixel.
     *
     * @param x column, from 0
     * @param y row, from 0
     * @return 0xRRGGBB
     */
    public int rgb(int x, int y) {
        return rgb[y * width + x];
    }

    /**
     * The picture as an address that holds it, for {@code <img src>}.
     *
     * @return {@code data:image/png;base64,...}
     */
    public String dataUri() {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(png());
    }

    /** The picture as a file. */
    public byte[] png() {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, width, height, rgb, 0, width);
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException("a PNG in memory", e);
        }
        return png.toByteArray();
    }
}
