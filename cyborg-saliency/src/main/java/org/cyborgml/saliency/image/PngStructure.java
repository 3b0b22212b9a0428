package org.cyborgml.saliency.image;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/** Checks the chunks of a PNG file and finds those that its pixels are made of (ISO/IEC 15948, sections 5 and 11). */
final class PngStructure {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int IHDR = 0x49484452;
    private static final int PLTE = 0x504c5445;
    private static final int TRNS = 0x74524e53;
    private static final int EXIF = 0x65584966;
    private static final int IDAT = 0x49444154;
    private static final int IEND = 0x49454e44;
    private static final int CHUNK_FRAME = 12;

    private PngStructure() {}

    static boolean startsLike(byte[] file) {
        if (file.length < SIGNATURE.length) {
            return false;
        }
        for (int i = 0; i < SIGNATURE.length; i++) {
            if (file[i] != SIGNATURE[i]) {
                return false;
            }
        }
        return true;
    }

    /** Reads the header only: 33 bytes are enough. Transparency of palette and RGB files is not known yet. */
    static ImageHeader header(byte[] file, String name) throws ImageFileException {
        if (file.length < SIGNATURE.length + CHUNK_FRAME + 13) {
            throw new ImageFileException(name, "ends after " + file.length + " bytes, inside the PNG header");
        }
        ByteBuffer in = ByteBuffer.wrap(file);
        int length = in.getInt(8);
        if (length != 13 || in.getInt(12) != IHDR) {
            throw new ImageFileException(name, "PNG must begin with an IHDR chunk of 13 bytes");
        }
        requireChecksum(file, 8, length, name);
        ImageSize size = DecodingLimits.size(in.getInt(16), in.getInt(20), name);
        int bits = file[24];
        int colour = file[25];
        boolean valid =
                switch (colour) {
                    case 0 -> bits == 1 || bits == 2 || bits == 4 || bits == 8 || bits == 16;
                    case 3 -> bits == 1 || bits == 2 || bits == 4 || bits == 8;
                    case 2, 4, 6 -> bits == 8 || bits == 16;
                    default -> false;
                };
        if (!valid) {
            throw new ImageFileException(
                    name,
                    "PNG colour type " + colour + " with " + bits + " bits does not exist (ISO/IEC 15948, table 11.1)");
        }
        if (file[26] != 0 || file[27] != 0 || file[28] < 0 || file[28] > 1) {
            throw new ImageFileException(
                    name,
                    "PNG compression " + file[26] + ", filter " + file[27] + ", interlace " + file[28]
                            + " do not exist");
        }
        Channels channels =
                switch (colour) {
                    case 0 -> Channels.GREY;
                    case 4 -> Channels.GREY_ALPHA;
                    case 6 -> Channels.RGBA;
                    default -> Channels.RGB;
                };
        SampleDepth depth = bits == 16 ? SampleDepth.SIXTEEN_BITS : SampleDepth.EIGHT_BITS;
        return new ImageHeader(ImageFormat.PNG, size, channels, depth, orientation(file));
    }

    /** The orientation of the eXIf chunk before the pixels, upright if there is none; checksums are compared elsewhere. */
    private static int orientation(byte[] file) {
        ByteBuffer in = ByteBuffer.wrap(file);
        long at = SIGNATURE.length;
        while (at + CHUNK_FRAME <= file.length) {
            int length = in.getInt((int) at);
            int type = in.getInt((int) at + 4);
            if (type == IDAT || length < 0 || length > file.length - at - CHUNK_FRAME) {
                break;
            }
            if (type == EXIF) {
                return ExifOrientation.of(file, (int) at + 8, (int) at + 8 + length);
            }
            at += CHUNK_FRAME + length;
        }
        return ImageHeader.UPRIGHT;
    }

    /** Checks every chunk up to IEND and returns those that pixels depend on. */
    static PngLayout check(byte[] file, String name) throws ImageFileException {
        ImageHeader header = header(file, name);
        ByteBuffer palette = ByteBuffer.allocate(0);
        ByteBuffer transparency = ByteBuffer.allocate(0);
        List<ByteBuffer> data = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(file);
        int type = IHDR;
        for (int at = SIGNATURE.length; type != IEND; ) {
            if (file.length - at < CHUNK_FRAME) {
                throw new ImageFileException(
                        name, "ends after " + file.length + " bytes without PNG's IEND chunk: truncated");
            }
            int length = in.getInt(at);
            type = in.getInt(at + 4);
            if (length < 0 || length > file.length - at - CHUNK_FRAME) {
                throw new ImageFileException(
                        name,
                        "PNG chunk " + chunkName(file, at) + " at byte " + at + " claims "
                                + Integer.toUnsignedString(length) + " bytes, " + (file.length - at - CHUNK_FRAME)
                                + " are left: truncated");
            }
            requireChecksum(file, at, length, name);
            ByteBuffer content = in.slice(at + 8, length);
            switch (type) {
                case PLTE -> palette = content;
                case TRNS -> transparency = content;
                case IDAT -> data.add(content);
                default -> {
                    // Samples do not depend on other chunks.
                }
            }
            at += CHUNK_FRAME + length;
        }
        if (data.isEmpty()) {
            throw new ImageFileException(name, "PNG has no IDAT chunk: no pixels");
        }
        requirePalette(file[25], palette, transparency, name);
        ByteBuffer used = file[25] == 2 || file[25] == 3 ? transparency : ByteBuffer.allocate(0);
        return new PngLayout(header, file[24], PngLayout.Colour.of(file[25]), file[28] == 1, palette, used, data);
    }

    private static void requirePalette(int colour, ByteBuffer palette, ByteBuffer transparency, String name)
            throws ImageFileException {
        int bytes = palette.remaining();
        int alphas = transparency.remaining();
        if (colour == 3 && (bytes == 0 || bytes % 3 != 0 || bytes > 3 * 256)) {
            throw new ImageFileException(
                    name, "PNG palette of " + bytes + " bytes: must be 3 for each of 1 to 256 colours");
        }
        if (colour == 3 && alphas > bytes / 3) {
            throw new ImageFileException(
                    name,
                    "PNG has " + alphas + " opacities for " + bytes / 3 + " colours: at most as many are allowed");
        }
        if (colour == 2 && alphas != 0 && alphas != 6) {
            throw new ImageFileException(name, "PNG transparent colour of " + alphas + " bytes: must be 6");
        }
    }

    private static void requireChecksum(byte[] file, int at, int length, String name) throws ImageFileException {
        CRC32 crc = new CRC32();
        crc.update(file, at + 4, length + 4);
        int stored = ByteBuffer.wrap(file).getInt(at + 8 + length);
        if ((int) crc.getValue() != stored) {
            throw new ImageFileException(
                    name, "PNG chunk " + chunkName(file, at) + " at byte " + at + " fails its checksum: damaged");
        }
    }

    private static String chunkName(byte[] file, int at) {
        StringBuilder text = new StringBuilder(4);
        for (int i = at + 4; i < at + 8; i++) {
            text.append(file[i] > ' ' && file[i] < 0x7f ? (char) file[i] : '?');
        }
        return text.toString();
    }
}
