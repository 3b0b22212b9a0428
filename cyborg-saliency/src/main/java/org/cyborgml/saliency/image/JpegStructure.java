package org.cyborgml.saliency.image;

/**
 * Walks the markers of a JPEG file (ITU-T T.81, annex B) before a decoder sees it: libjpeg fills what is missing of a cut
 * file with grey and merely prints a warning.
 */
final class JpegStructure {

    private static final int SOI = 0xd8;
    private static final int EOI = 0xd9;
    private static final int SOS = 0xda;
    private static final int DHT = 0xc4;
    private static final int JPG = 0xc8;
    private static final int DAC = 0xcc;
    private static final int TEM = 0x01;
    private static final int RST0 = 0xd0;
    private static final int RST7 = 0xd7;

    private final byte[] file;
    private final String name;
    private int at = 2;

    private JpegStructure(byte[] file, String name) {
        this.file = file;
        this.name = name;
    }

    static boolean startsLike(byte[] file) {
        return file.length >= 3 && (file[0] & 0xff) == 0xff && (file[1] & 0xff) == SOI && (file[2] & 0xff) == 0xff;
    }

    /** Reads up to the frame header. */
    static ImageHeader header(byte[] file, String name) throws ImageFileException {
        return new JpegStructure(file, name).frameHeader();
    }

    /** Checks that scans follow the frame header and that the end of the image is there. */
    static ImageHeader check(byte[] file, String name) throws ImageFileException {
        JpegStructure structure = new JpegStructure(file, name);
        ImageHeader header = structure.frameHeader();
        structure.requireScansAndEnd();
        return header;
    }

    private ImageHeader frameHeader() throws ImageFileException {
        while (true) {
            int marker = nextMarker();
            if (marker == EOI || marker == SOS) {
                throw new ImageFileException(name, "JPEG has no frame header (SOF) before byte " + at);
            }
            if (isFrame(marker)) {
                return frame(marker);
            }
            skipSegment(marker);
        }
    }

    private static boolean isFrame(int marker) {
        return marker >= 0xc0 && marker <= 0xcf && marker != DHT && marker != JPG && marker != DAC;
    }

    private ImageHeader frame(int marker) throws ImageFileException {
        int length = segmentLength(marker);
        if (length < 8) {
            throw new ImageFileException(name, "JPEG frame header has " + length + " bytes, 8 are needed");
        }
        int bits = file[at + 2] & 0xff;
        int height = unsignedShort(at + 3);
        int width = unsignedShort(at + 5);
        int components = file[at + 7] & 0xff;
        if ((marker > 0xc2 && marker != 0xc9 && marker != 0xca) || bits != 8) {
            throw new ImageFileException(
                    name,
                    "JPEG process SOF" + (marker - 0xc0) + " with " + bits
                            + " bits: only baseline, extended and progressive JPEG of 8 bits are read");
        }
        if (components != 1 && components != 3) {
            throw new ImageFileException(
                    name, "JPEG of " + components + " components: only grey (1) and colour (3) are read");
        }
        at += length;
        Channels channels = components == 1 ? Channels.GREY : Channels.RGB;
        return new ImageHeader(
                ImageFormat.JPEG, DecodingLimits.size(width, height, name), channels, SampleDepth.EIGHT_BITS);
    }

    private void requireScansAndEnd() throws ImageFileException {
        boolean scanSeen = false;
        while (true) {
            int marker = nextMarker();
            if (marker == EOI) {
                if (!scanSeen) {
                    throw new ImageFileException(name, "JPEG ends without a scan (SOS): no pixels");
                }
                return;
            }
            if (isFrame(marker)) {
                throw new ImageFileException(name, "JPEG has a second frame header (SOF" + (marker - 0xc0) + ")");
            }
            skipSegment(marker);
            if (marker == SOS) {
                scanSeen = true;
                skipEntropyCodedData();
            }
        }
    }

    /** Leaves {@link #at} at the 0xff of the next marker that is neither a stuffed byte nor a restart. */
    private void skipEntropyCodedData() throws ImageFileException {
        for (; at + 1 < file.length; at++) {
            if ((file[at] & 0xff) == 0xff) {
                int next = file[at + 1] & 0xff;
                if (next != 0 && next != 0xff && !(next >= RST0 && next <= RST7)) {
                    return;
                }
            }
        }
        throw truncated();
    }

    private int nextMarker() throws ImageFileException {
        if (at >= file.length) {
            throw truncated();
        }
        if ((file[at] & 0xff) != 0xff) {
            throw new ImageFileException(name, "JPEG has no marker at byte " + at + ": damaged");
        }
        // Any number of fill bytes 0xff may stand before a marker.
        while (at < file.length && (file[at] & 0xff) == 0xff) {
            at++;
        }
        if (at >= file.length) {
            throw truncated();
        }
        return file[at++] & 0xff;
    }

    private void skipSegment(int marker) throws ImageFileException {
        if (marker == TEM || (marker >= RST0 && marker <= RST7)) {
            return;
        }
        at += segmentLength(marker);
    }

    private int segmentLength(int marker) throws ImageFileException {
        if (at + 2 > file.length) {
            throw truncated();
        }
        int length = unsignedShort(at);
        if (length < 2) {
            throw new ImageFileException(
                    name,
                    "JPEG segment " + Integer.toHexString(marker) + " at byte " + at + " has length " + length
                            + ", below 2");
        }
        if (length > file.length - at) {
            throw truncated();
        }
        return length;
    }

    private int unsignedShort(int index) {
        return ((file[index] & 0xff) << 8) | (file[index + 1] & 0xff);
    }

    private ImageFileException truncated() {
        return new ImageFileException(
                name, "ends after " + file.length + " bytes without JPEG's end marker: truncated");
    }
}
