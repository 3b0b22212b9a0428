package org.cyborgml.saliency.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Checks the chunks of a WebP file and reads its header; libwebp, as OpenCV brings it, decodes the pixels. */
final class WebpFile {

    private static final int RIFF_HEADER = 12;
    private static final int CHUNK_HEADER = 8;
    private static final int FLAG_ALPHA = 0x10;
    private static final int FLAG_ANIMATION = 0x02;

    /** OpenCV's own limit. */
    private static final int MAXIMUM_BYTES = 1 << 26;

    private final ByteBuffer in;
    private final String name;
    private final int end;

    private WebpFile(byte[] file, String name) throws ImageFileException {
        this.in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        this.name = name;
        long riff = (in.getInt(4) & 0xffffffffL) + CHUNK_HEADER;
        if (riff > file.length) {
            throw new ImageFileException(
                    name, "ends after " + file.length + " bytes where WebP's header says " + riff + ": truncated");
        }
        if (file.length > MAXIMUM_BYTES) {
            throw new ImageFileException(
                    name, "has " + file.length + " bytes: at most " + MAXIMUM_BYTES + " of a WebP are read");
        }
        this.end = (int) riff;
    }

    static boolean startsLike(byte[] file) {
        return file.length >= RIFF_HEADER + CHUNK_HEADER + 10
                && text(file, 0).equals("RIFF")
                && text(file, 8).equals("WEBP");
    }

    private static String text(byte[] file, int at) {
        return new String(file, at, 4, StandardCharsets.ISO_8859_1);
    }

    /** Reads the header and walks all chunks. */
    static ImageHeader header(byte[] file, String name) throws ImageFileException {
        return new WebpFile(file, name).header();
    }

    private ImageHeader header() throws ImageFileException {
        ImageHeader header = null;
        int orientation = ImageHeader.UPRIGHT;
        boolean hasPixels = false;
        for (int at = RIFF_HEADER; at + CHUNK_HEADER <= end; ) {
            String chunk = text(in.array(), at);
            int from = at + CHUNK_HEADER;
            long length = in.getInt(at + 4) & 0xffffffffL;
            if (length > end - from) {
                throw new ImageFileException(
                        name,
                        "WebP chunk at byte " + at + " claims " + length + " bytes, " + (end - from)
                                + " are left: truncated");
            }
            if (header == null) {
                header = first(chunk, from, (int) length);
            }
            hasPixels |= chunk.equals("VP8 ") || chunk.equals("VP8L");
            if (chunk.equals("EXIF")) {
                orientation = ExifOrientation.of(in.array(), from, from + (int) length);
            }
            at = (int) Math.min(end, from + length + (length & 1));
        }
        if (header == null || !hasPixels) {
            throw new ImageFileException(name, "WebP has no chunk of pixels");
        }
        return new ImageHeader(header.format(), header.size(), header.channels(), header.depth(), orientation);
    }

    private ImageHeader first(String chunk, int from, int length) throws ImageFileException {
        if (chunk.equals("VP8 ") && length >= 10) {
            return header(in.getShort(from + 6) & 0x3fff, in.getShort(from + 8) & 0x3fff, false);
        }
        if (chunk.equals("VP8L") && length >= 5) {
            int fields = in.getInt(from + 1);
            return header((fields & 0x3fff) + 1, (fields >>> 14 & 0x3fff) + 1, (fields >>> 28 & 1) == 1);
        }
        if (chunk.equals("VP8X") && length >= 10) {
            int flags = in.get(from);
            if ((flags & FLAG_ANIMATION) != 0) {
                throw new ImageFileException(name, "is an animated WebP: only still pictures are read");
            }
            return header(
                    (in.getInt(from + 4) & 0xffffff) + 1, (in.getInt(from + 6) >>> 8) + 1, (flags & FLAG_ALPHA) != 0);
        }
        throw new ImageFileException(name, "WebP begins with a chunk that it does not have: damaged");
    }

    private ImageHeader header(int width, int height, boolean hasAlpha) throws ImageFileException {
        return new ImageHeader(
                ImageFormat.WEBP,
                DecodingLimits.size(width, height, name),
                hasAlpha ? Channels.RGBA : Channels.RGB,
                SampleDepth.EIGHT_BITS,
                ImageHeader.UPRIGHT);
    }
}
