package org.cyborgml.app.study.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;

/**
 * An image file without metadata. A generator's name in a text chunk, a camera's EXIF data or a colour profile would tell which
 * image is real; and training ignores them too, so that people and networks see the same pixels.
 *
 * @param type of the content
 * @param bytes of the file
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record PictureBytes(String type, byte[] bytes) {

    private static final int PNG_SIGNATURE = 8;
    private static final Set<String> PNG_CHUNKS = Set.of("IHDR", "PLTE", "tRNS", "IDAT", "IEND");
    private static final Set<String> WEBP_CHUNKS = Set.of("VP8 ", "VP8L", "ALPH");

    private static final int JPEG_START = 0xD8;
    private static final int JPEG_FIRST_RESTART = 0xD0;
    private static final int JPEG_LAST_RESTART = 0xD7;
    private static final int JPEG_END = 0xD9;
    private static final int JPEG_SCAN = 0xDA;
    private static final int JPEG_FIRST_APPLICATION = 0xE0;
    private static final int JPEG_ADOBE = 0xEE;
    private static final int JPEG_LAST_APPLICATION = 0xEF;
    private static final int JPEG_COMMENT = 0xFE;

    private static final int RIFF_HEADER = 12;
    private static final int CHUNK_HEADER = 8;
    private static final int WEBP_ALPHA_FLAG = 0x10;

    /**
     * Takes everything away that is not needed to draw the pixels.
     *
     * @param file a whole PNG, JPEG, WebP or BMP file
     * @throws IOException if it is none, or cut
     */
    static PictureBytes withoutMetadata(byte[] file) throws IOException {
        try {
            if (begins(file, 0, "\u0089PNG")) {
                return new PictureBytes("image/png", png(file));
            }
            if (file.length > 2 && (file[0] & 0xFF) == 0xFF && (file[1] & 0xFF) == JPEG_START) {
                return new PictureBytes("image/jpeg", jpeg(file));
            }
            if (begins(file, 0, "RIFF") && begins(file, 8, "WEBP")) {
                return new PictureBytes("image/webp", webp(file));
            }
            if (begins(file, 0, "BM")) {
                return new PictureBytes("image/bmp", file);
            }
        } catch (IndexOutOfBoundsException e) {
            throw new IOException("the image file is cut", e);
        }
        throw new IOException("the file is no PNG, JPEG, WebP or BMP image");
    }

    private static boolean begins(byte[] file, int at, String text) {
        byte[] wanted = text.getBytes(StandardCharsets.ISO_8859_1);
        return file.length >= at + wanted.length
                && ByteBuffer.wrap(file, at, wanted.length).equals(ByteBuffer.wrap(wanted));
    }

    private static byte[] png(byte[] file) {
        ByteBuffer in = ByteBuffer.wrap(file);
        ByteArrayOutputStream out = new ByteArrayOutputStream(file.length);
        out.write(file, 0, PNG_SIGNATURE);
        int at = PNG_SIGNATURE;
        while (at + CHUNK_HEADER <= file.length) {
            int length = in.getInt(at);
            int end = Math.addExact(at, CHUNK_HEADER + 4) + requireLength(length, file.length - at);
            String name = new String(file, at + 4, 4, StandardCharsets.ISO_8859_1);
            if (PNG_CHUNKS.contains(name)) {
                write(out, file, at, end);
            }
            at = name.equals("IEND") ? file.length : end;
        }
        return out.toByteArray();
    }

    private static byte[] jpeg(byte[] file) {
        ByteBuffer in = ByteBuffer.wrap(file);
        ByteArrayOutputStream out = new ByteArrayOutputStream(file.length);
        out.write(file, 0, 2);
        int at = 2;
        while (at + 2 <= file.length) {
            int marker = file[at + 1] & 0xFF;
            if ((file[at] & 0xFF) != 0xFF) {
                throw new IndexOutOfBoundsException("no marker");
            }
            if (marker == 0xFF) {
                at++; // fill bytes
                continue;
            }
            if (marker == JPEG_END) {
                write(out, file, at, at + 2);
                return out.toByteArray();
            }
            int end = at + 2 + (in.getShort(at + 2) & 0xFFFF);
            boolean isApplication = marker >= JPEG_FIRST_APPLICATION && marker <= JPEG_LAST_APPLICATION;
            boolean isColour =
                    (marker == JPEG_FIRST_APPLICATION && begins(file, at + 4, "JFIF")) || marker == JPEG_ADOBE;
            if (marker != JPEG_COMMENT && (!isApplication || isColour)) {
                write(out, file, at, end);
            }
            at = end;
            if (marker == JPEG_SCAN) {
                at = scanEnd(file, end);
                write(out, file, end, at);
            }
        }
        throw new IndexOutOfBoundsException("no end");
    }

    /** The place of the first marker after the coded pixels of a scan; restart markers belong to the pixels. */
    private static int scanEnd(byte[] file, int from) {
        int at = from;
        while (true) {
            int next = file[at + 1] & 0xFF;
            boolean isMarker = (file[at] & 0xFF) == 0xFF
                    && next != 0
                    && next != 0xFF
                    && !(next >= JPEG_FIRST_RESTART && next <= JPEG_LAST_RESTART);
            if (isMarker) {
                return at;
            }
            at++;
        }
    }

    private static byte[] webp(byte[] file) {
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        ByteArrayOutputStream out = new ByteArrayOutputStream(file.length);
        out.write(file, 0, RIFF_HEADER);
        int at = RIFF_HEADER;
        while (at + CHUNK_HEADER <= file.length) {
            int length = in.getInt(at + 4);
            int end = at + CHUNK_HEADER + requireLength(length, file.length - at) + (length & 1);
            String name = new String(file, at, 4, StandardCharsets.ISO_8859_1);
            if (name.equals("VP8X")) {
                byte[] extended = Arrays.copyOfRange(file, at, end);
                extended[CHUNK_HEADER] &= WEBP_ALPHA_FLAG; // none of the profiles and metadata that are left out
                out.write(extended, 0, extended.length);
            } else if (WEBP_CHUNKS.contains(name)) {
                write(out, file, at, Math.min(end, file.length));
            }
            at = end;
        }
        byte[] bytes = out.toByteArray();
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(4, bytes.length - CHUNK_HEADER);
        return bytes;
    }

    private static int requireLength(int length, int left) {
        if (length < 0 || length > left) {
            throw new IndexOutOfBoundsException("chunk of " + length + " bytes");
        }
        return length;
    }

    private static void write(ByteArrayOutputStream out, byte[] file, int from, int to) {
        Objects.checkFromToIndex(from, to, file.length);
        out.write(file, from, to - from);
    }
}
