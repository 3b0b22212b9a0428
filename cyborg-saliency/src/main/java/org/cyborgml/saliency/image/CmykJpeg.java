package org.cyborgml.saliency.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decodes JPEG files of four components to RGB as Pillow does: stored values count as inverted, and
 * {@code R = 255 - K - C * (255 - K) / 255}. OpenCV converts them by a formula of its own, so the JDK's reader gives the
 * components.
 */
final class CmykJpeg {

    private static final String JDK = "java.desktop";

    private CmykJpeg() {}

    static Raster decode(WholeJpeg jpeg, String name) throws ImageFileException {
        java.awt.image.Raster components = components(jpeg.bytes(), name);
        ImageSize size = jpeg.header().size();
        if (components.getWidth() != size.width()
                || components.getHeight() != size.height()
                || components.getNumBands() != 4) {
            throw new ImageFileException(
                    name,
                    "decodes to " + components.getWidth() + "x" + components.getHeight() + " of "
                            + components.getNumBands() + " components where its header says " + size + " of 4");
        }
        byte[] rgb = new byte[Math.multiplyExact(3, size.pixels())];
        int[] row = new int[4 * size.width()];
        for (int y = 0, to = 0; y < size.height(); y++) {
            components.getPixels(components.getMinX(), components.getMinY() + y, size.width(), 1, row);
            for (int from = 0; from < row.length; from += 4, to += 3) {
                if (jpeg.colour() == JpegColour.YCCK) {
                    toCmyk(row, from);
                }
                // The stored values are 255 - C and so on.
                int lightness = row[from + 3];
                rgb[to] = (byte) mixed(row[from], lightness);
                rgb[to + 1] = (byte) mixed(row[from + 1], lightness);
                rgb[to + 2] = (byte) mixed(row[from + 2], lightness);
            }
        }
        return Raster.wrap(size, Channels.RGB, SampleDepth.EIGHT_BITS, rgb);
    }

    /** Pillow's cmyk2rgb for one colour, from stored values. */
    private static int mixed(int stored, int lightness) {
        int product = (255 - stored) * lightness + 128;
        return Math.max(0, lightness - (((product >> 8) + product) >> 8));
    }

    /** libjpeg's ycck_cmyk_convert: YCbCr to RGB, inverted; black stays. */
    private static void toCmyk(int[] row, int at) {
        int luminance = row[at];
        int blue = row[at + 1] - 128;
        int red = row[at + 2] - 128;
        row[at] = 255 - clamped(luminance + ((91881 * red + 32768) >> 16));
        row[at + 1] = 255 - clamped(luminance + ((-22554 * blue - 46802 * red + 32768) >> 16));
        row[at + 2] = 255 - clamped(luminance + ((116130 * blue + 32768) >> 16));
    }

    private static int clamped(int value) {
        return Math.max(0, Math.min(255, value));
    }

    private static java.awt.image.Raster components(byte[] file, String name) throws ImageFileException {
        ImageReader reader = reader();
        try (MemoryCacheImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            reader.setInput(in, true, true);
            return reader.readRaster(0, null);
        } catch (IOException | RuntimeException e) {
            ImageFileException failure = new ImageFileException(name, "cannot be decoded: " + e.getMessage());
            failure.initCause(e);
            throw failure;
        } finally {
            reader.dispose();
        }
    }

    /** The JDK's reader, whatever readers others have registered. */
    private static ImageReader reader() {
        for (Iterator<ImageReader> all = ImageIO.getImageReadersByFormatName("jpeg"); all.hasNext(); ) {
            ImageReader reader = all.next();
            if (JDK.equals(reader.getClass().getModule().getName())) {
                return reader;
            }
        }
        throw new IllegalStateException("the JDK has no reader of JPEG");
    }
}
