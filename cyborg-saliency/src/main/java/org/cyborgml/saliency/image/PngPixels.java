package org.cyborgml.saliency.image;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Decodes the pixels of a PNG file. OpenCV cannot do it: its libpng prints errors to the terminal and gives no palette indices.
 * The package documentation lists what the JDK's reader lacks.
 */
final class PngPixels {

    private static final int[] PASS_LEFT = {0, 4, 0, 2, 0, 1, 0};
    private static final int[] PASS_TOP = {0, 0, 4, 0, 2, 0, 1};
    private static final int[] PASS_STEP_X = {8, 8, 4, 4, 2, 2, 1};
    private static final int[] PASS_STEP_Y = {8, 8, 8, 4, 4, 2, 2};

    private final PngLayout layout;
    private final String name;
    private final int width;
    private final int samples;
    private final int sampleBytes;

    private PngPixels(PngLayout layout, String name) {
        this.layout = layout;
        this.name = name;
        this.width = layout.size().width();
        this.samples = layout.colour().samples();
        this.sampleBytes = layout.header().depth().bytes();
    }

    static Raster decode(PngLayout layout, String name, PaletteReading palettes) throws ImageFileException {
        PngPixels pixels = new PngPixels(layout, name);
        byte[] stored = pixels.stored();
        return switch (layout.colour()) {
            case PALETTE ->
                palettes == PaletteReading.INDICES ? pixels.raster(Channels.GREY, stored) : pixels.colours(stored);
            case GREY -> pixels.raster(Channels.GREY, pixels.fullRange(stored));
            case GREY_ALPHA -> pixels.raster(Channels.GREY_ALPHA, stored);
            case RGB ->
                layout.transparency().hasRemaining()
                        ? pixels.withTransparentColour(stored)
                        : pixels.raster(Channels.RGB, stored);
            case RGBA -> pixels.raster(Channels.RGBA, stored);
        };
    }

    private Raster raster(Channels channels, byte[] data) {
        return Raster.wrap(layout.size(), channels, layout.header().depth(), data);
    }

    /** All samples as stored, each in a byte of its own, or in two. */
    private byte[] stored() throws ImageFileException {
        long bytes = (long) layout.size().pixels() * samples * sampleBytes;
        if (bytes > ImageSize.MAXIMUM_PIXELS) {
            throw new ImageFileException(
                    name, "has " + bytes + " bytes of samples: at most " + ImageSize.MAXIMUM_PIXELS + " fit an array");
        }
        byte[] stored = new byte[(int) bytes];
        try (PngRows rows = new PngRows(layout, name)) {
            if (layout.interlaced()) {
                for (int pass = 0; pass < PASS_LEFT.length; pass++) {
                    readPass(rows, stored, PASS_LEFT[pass], PASS_TOP[pass], PASS_STEP_X[pass], PASS_STEP_Y[pass]);
                }
            } else {
                readPass(rows, stored, 0, 0, 1, 1);
            }
            rows.requireEnd();
        }
        return stored;
    }

    private void readPass(PngRows rows, byte[] stored, int left, int top, int stepX, int stepY)
            throws ImageFileException {
        int columns = (width - left + stepX - 1) / stepX;
        if (columns == 0) {
            return;
        }
        rows.startPass(Math.toIntExact(((long) columns * layout.bitsPerPixel() + 7) / 8));
        for (int y = top; y < layout.size().height(); y += stepY) {
            byte[] row = rows.next();
            int line = y * width;
            if (layout.bits() < 8) {
                for (int i = 0; i < columns; i++) {
                    stored[line + left + i * stepX] = smallSample(row, i);
                }
            } else if (stepX == 1) {
                System.arraycopy(row, 0, stored, line * samples * sampleBytes, row.length);
            } else {
                int pixelBytes = samples * sampleBytes;
                for (int i = 0; i < columns; i++) {
                    System.arraycopy(row, i * pixelBytes, stored, (line + left + i * stepX) * pixelBytes, pixelBytes);
                }
            }
        }
    }

    /** A sample of 1, 2 or 4 bits; the first stands in the high bits. */
    private byte smallSample(byte[] row, int index) {
        int bit = index * layout.bits();
        int shift = 8 - layout.bits() - bit % 8;
        return (byte) ((row[bit / 8] >> shift) & ((1 << layout.bits()) - 1));
    }

    /** Grey of few bits stretched so that the largest sample is white. */
    private byte[] fullRange(byte[] stored) {
        if (layout.bits() < 8) {
            int step = 255 / ((1 << layout.bits()) - 1);
            for (int i = 0; i < stored.length; i++) {
                stored[i] = (byte) (stored[i] * step);
            }
        }
        return stored;
    }

    private Raster colours(byte[] indices) throws ImageFileException {
        ByteBuffer palette = layout.palette();
        ByteBuffer opacities = layout.transparency();
        Channels channels = opacities.hasRemaining() ? Channels.RGBA : Channels.RGB;
        byte[] data = new byte[Math.multiplyExact(indices.length, channels.count())];
        int to = 0;
        for (byte stored : indices) {
            int index = stored & 0xff;
            if (3 * index >= palette.limit()) {
                throw new ImageFileException(
                        name, "PNG pixel of colour " + index + " where the palette has " + palette.limit() / 3);
            }
            data[to++] = palette.get(3 * index);
            data[to++] = palette.get(3 * index + 1);
            data[to++] = palette.get(3 * index + 2);
            if (channels == Channels.RGBA) {
                data[to++] = index < opacities.limit() ? opacities.get(index) : (byte) 255;
            }
        }
        return raster(channels, data);
    }

    /** RGB of which one colour is transparent. */
    private Raster withTransparentColour(byte[] stored) {
        int pixelBytes = 3 * sampleBytes;
        byte[] colour = new byte[pixelBytes];
        for (int c = 0; c < 3; c++) {
            // Two bytes each, of which 8-bit images use the lower.
            for (int b = 0; b < sampleBytes; b++) {
                colour[c * sampleBytes + b] = layout.transparency().get(2 * c + 2 - sampleBytes + b);
            }
        }
        int pixels = layout.size().pixels();
        byte[] data = new byte[Math.multiplyExact(pixels, 4 * sampleBytes)];
        for (int pixel = 0; pixel < pixels; pixel++) {
            int from = pixel * pixelBytes;
            int to = pixel * 4 * sampleBytes;
            System.arraycopy(stored, from, data, to, pixelBytes);
            boolean transparent = Arrays.equals(stored, from, from + pixelBytes, colour, 0, pixelBytes);
            for (int b = 0; b < sampleBytes; b++) {
                data[to + pixelBytes + b] = (byte) (transparent ? 0 : 255);
            }
        }
        return raster(Channels.RGBA, data);
    }
}
