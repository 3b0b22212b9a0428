package org.cyborgml.saliency.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Reads uncompressed BMP files to RGB, as Pillow does: palettes of 1, 4 and 8 bits, 16 bits with five bits a colour or six of
 * green, 24 and 32 bits, of which the fourth byte is dropped. Rows from the bottom or from the top.
 */
final class BmpFile {

    private static final int FILE_HEADER = 14;
    private static final int CORE_HEADER = 12;
    private static final int INFO_HEADER = 40;
    private static final int PLAIN = 0;
    private static final int BIT_FIELDS = 3;

    private final ByteBuffer in;
    private final String name;
    private final ImageSize size;
    private final int headerBytes;
    private final boolean isBottomUp;
    private final int bits;
    private final int colours;

    /** Bits of green in a pixel of 16 bits. */
    private final int greenBits;

    private BmpFile(byte[] file, String name) throws ImageFileException {
        this.in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        this.name = name;
        requireBytes(FILE_HEADER + 4, "header");
        this.headerBytes = in.getInt(FILE_HEADER);
        boolean isCore = headerBytes == CORE_HEADER;
        if (!isCore && (headerBytes < INFO_HEADER || headerBytes > 4096)) {
            throw new ImageFileException(name, "BMP header of " + headerBytes + " bytes: must be 12, or 40 and more");
        }
        requireBytes(FILE_HEADER + (long) headerBytes, "header");
        int width = isCore ? in.getShort(18) & 0xffff : in.getInt(18);
        int height = isCore ? in.getShort(20) & 0xffff : in.getInt(22);
        this.isBottomUp = height > 0;
        this.size = DecodingLimits.size(width, height == Integer.MIN_VALUE ? 0 : Math.abs(height), name);
        this.bits = in.getShort(isCore ? 24 : 28);
        int compression = isCore ? PLAIN : in.getInt(30);
        boolean isKnown = bits == 1 || bits == 4 || bits == 8 || bits == 16 || bits == 24 || bits == 32;
        if (!isKnown || (compression != PLAIN && (compression != BIT_FIELDS || bits < 16))) {
            throw new ImageFileException(
                    name,
                    "BMP of " + bits + " bits with compression " + compression
                            + ": only uncompressed BMP of 1, 4, 8, 16, 24 or 32 bits is read");
        }
        this.greenBits = compression == BIT_FIELDS ? greenBits() : 5;
        int given = isCore ? 0 : in.getInt(46);
        this.colours = bits > 8 ? 0 : given == 0 ? 1 << bits : given;
        if (colours < 0 || colours > 256) {
            throw new ImageFileException(name, "BMP palette of " + colours + " colours: must be 1 to 256");
        }
    }

    /** Checks that the colours of a pixel lie where they do without bit fields, or that green has six of sixteen bits. */
    private int greenBits() throws ImageFileException {
        requireBytes(FILE_HEADER + INFO_HEADER + 12L, "colour masks");
        int red = in.getInt(54);
        int green = in.getInt(58);
        int blue = in.getInt(62);
        if (bits == 16 && red == 0xf800 && green == 0x7e0 && blue == 0x1f) {
            return 6;
        }
        boolean isUsual = bits == 16
                ? red == 0x7c00 && green == 0x3e0 && blue == 0x1f
                : red == 0xff0000 && green == 0xff00 && blue == 0xff;
        if (!isUsual) {
            throw new ImageFileException(
                    name,
                    String.format("BMP of %d bits with colour masks %x, %x and %x: not read", bits, red, green, blue));
        }
        return 5;
    }

    static boolean startsLike(byte[] file) {
        return file.length >= FILE_HEADER + 4 && file[0] == 'B' && file[1] == 'M' && file[16] == 0 && file[17] == 0;
    }

    static ImageHeader header(byte[] file, String name) throws ImageFileException {
        return new BmpFile(file, name).header();
    }

    private ImageHeader header() {
        return new ImageHeader(ImageFormat.BMP, size, Channels.RGB, SampleDepth.EIGHT_BITS, ImageHeader.UPRIGHT);
    }

    static Raster decode(byte[] file, String name) throws ImageFileException {
        return new BmpFile(file, name).pixels();
    }

    private Raster pixels() throws ImageFileException {
        long stride = ((long) size.width() * bits + 31) / 32 * 4;
        long start = in.getInt(10) & 0xffffffffL;
        requireBytes(start + stride * size.height(), "pixels");
        byte[] palette = palette();
        byte[] rgb = new byte[Math.multiplyExact(3, size.pixels())];
        for (int y = 0, to = 0; y < size.height(); y++) {
            int row = (int) (start + stride * (isBottomUp ? size.height() - 1 - y : y));
            for (int x = 0; x < size.width(); x++, to += 3) {
                if (bits <= 8) {
                    System.arraycopy(palette, 3 * index(row, x), rgb, to, 3);
                } else if (bits == 16) {
                    fromSixteenBits(in.getShort(row + 2 * x), rgb, to);
                } else {
                    int at = row + x * (bits / 8);
                    rgb[to] = in.get(at + 2);
                    rgb[to + 1] = in.get(at + 1);
                    rgb[to + 2] = in.get(at);
                }
            }
        }
        return Raster.wrap(size, Channels.RGB, SampleDepth.EIGHT_BITS, rgb);
    }

    private byte[] palette() throws ImageFileException {
        int entry = headerBytes == CORE_HEADER ? 3 : 4;
        int from = FILE_HEADER + headerBytes;
        requireBytes(from + (long) entry * colours, "palette");
        byte[] palette = new byte[3 * colours];
        for (int i = 0; i < colours; i++) {
            for (int c = 0; c < 3; c++) {
                palette[3 * i + c] = in.get(from + entry * i + 2 - c);
            }
        }
        return palette;
    }

    private int index(int row, int x) throws ImageFileException {
        int bit = x * bits;
        int shift = 8 - bits - bit % 8;
        int index = (in.get(row + bit / 8) >> shift) & ((1 << bits) - 1);
        if (index >= colours) {
            throw new ImageFileException(name, "BMP pixel of colour " + index + " where the palette has " + colours);
        }
        return index;
    }

    private void fromSixteenBits(int pixel, byte[] rgb, int to) {
        int greenMaximum = (1 << greenBits) - 1;
        rgb[to] = (byte) (((pixel >> (5 + greenBits)) & 31) * 255 / 31);
        rgb[to + 1] = (byte) (((pixel >> 5) & greenMaximum) * 255 / greenMaximum);
        rgb[to + 2] = (byte) ((pixel & 31) * 255 / 31);
    }

    private void requireBytes(long needed, String what) throws ImageFileException {
        if (needed > in.limit()) {
            throw new ImageFileException(
                    name,
                    "ends after " + in.limit() + " bytes where BMP's " + what + " need " + needed + ": truncated");
        }
    }
}
