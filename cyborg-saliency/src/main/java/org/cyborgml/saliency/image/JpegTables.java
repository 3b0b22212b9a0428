package org.cyborgml.saliency.image;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The tables, restart interval and colour transform that the segments of a JPEG file define (ITU-T T.81, B.2.4). The version of
 * JFIF and a colour transform that libjpeg does not know change no pixel, but it prints a warning: they are repaired.
 */
final class JpegTables {

    private static final int DQT = 0xdb;
    private static final int DRI = 0xdd;
    private static final int APP0 = 0xe0;
    private static final int APP1 = 0xe1;
    private static final int APP14 = 0xee;

    private final byte[] file;
    private final String name;
    private final JpegRepairs repairs;
    private final int[] dcQuantisers = {1, 1, 1, 1};
    private final @Nullable JpegHuffmanTable[] dc = new JpegHuffmanTable[4];
    private final @Nullable JpegHuffmanTable[] ac = new JpegHuffmanTable[4];
    private int restartInterval;
    private int orientation = ImageHeader.UPRIGHT;
    private boolean jfif;
    private int adobeAt = -1;

    JpegTables(byte[] file, String name, JpegRepairs repairs) {
        this.file = file;
        this.name = name;
        this.repairs = repairs;
    }

    /** The quantiser of DC coefficients in a table of a number from 0 to 3; 1 if none came yet. */
    int dcQuantiser(int number) {
        return dcQuantisers[number];
    }

    /** The table of DC codes of a number from 0 to 3; if none came yet the standard one, and null where there is none. */
    @Nullable
    JpegHuffmanTable dc(int number) {
        return dc[number] == null && number < 2 ? JpegStandardTables.dc(number) : dc[number];
    }

    /** The table of AC codes of a number from 0 to 3; if none came yet the standard one, and null where there is none. */
    @Nullable
    JpegHuffmanTable ac(int number) {
        return ac[number] == null && number < 2 ? JpegStandardTables.ac(number) : ac[number];
    }

    /** The number of units between restart markers, 0 for no markers. */
    int restartInterval() {
        return restartInterval;
    }

    /** The orientation of the EXIF segments so far. */
    int orientation() {
        return orientation;
    }

    /** Reads a segment's content from one place up to another. */
    void read(int marker, int from, int end) throws ImageFileException {
        switch (marker) {
            case JpegStructure.DHT -> readHuffmanTables(from, end);
            case DQT -> readQuantisers(from, end);
            case DRI -> {
                if (end - from != 2) {
                    throw new ImageFileException(
                            name, "JPEG restart interval has " + (end - from) + " bytes: must be 2");
                }
                restartInterval = ((file[from] & 0xff) << 8) | (file[from + 1] & 0xff);
            }
            case APP0 -> {
                if (end - from >= 14 && holds("JFIF\0", from)) {
                    jfif = true;
                    if (file[from + 5] != 1) {
                        repairs.replace(from + 5, 1);
                    }
                }
            }
            case APP1 -> {
                if (end - from >= 14 && holds("Exif\0", from)) {
                    orientation = ExifOrientation.of(file, from, end);
                }
            }
            case APP14 -> {
                if (end - from >= 12 && holds("Adobe", from)) {
                    adobeAt = from + 11;
                }
            }
            default -> {
                // Comments, other applications' data.
            }
        }
    }

    private boolean holds(String text, int index) {
        for (int i = 0; i < text.length(); i++) {
            if (file[index + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private void readHuffmanTables(int from, int end) throws ImageFileException {
        int place = from;
        while (place < end) {
            int which = file[place] & 0xff;
            int[] counts = new int[16];
            int symbols = 0;
            for (int i = 0; i < 16 && place + 1 + i < end; i++) {
                counts[i] = file[place + 1 + i] & 0xff;
                symbols += counts[i];
            }
            int next = place + 17 + symbols;
            if (which >> 4 > 1 || (which & 15) > 3 || symbols > 256 || next > end) {
                throw new ImageFileException(
                        name,
                        "JPEG Huffman table " + which + " of " + symbols + " symbols at byte " + place
                                + " does not fit its segment: damaged");
            }
            JpegHuffmanTable table = JpegHuffmanTable.of(counts, Arrays.copyOfRange(file, place + 17, next), name);
            (which >> 4 == 0 ? dc : ac)[which & 15] = table;
            place = next;
        }
    }

    /** Notes the quantisers of DC coefficients; the decoder checks the tables. */
    private void readQuantisers(int from, int end) {
        int place = from;
        while (place + 2 < end) {
            int which = file[place] & 0xff;
            boolean isWide = which >> 4 != 0;
            int first = file[place + 1] & 0xff;
            dcQuantisers[which & 3] = Math.max(1, isWide ? first << 8 | (file[place + 2] & 0xff) : first);
            place += 1 + (isWide ? 128 : 64);
        }
    }

    /** The colours of a frame's components by libjpeg's rules; of a transform that nobody knows it guesses, and prints it. */
    JpegColour colour(int components) {
        int transform = adobeAt < 0 ? -1 : file[adobeAt] & 0xff;
        if (components == 1) {
            return JpegColour.GREY;
        }
        if (components == 3) {
            if (!jfif && transform > 1) {
                repairs.replace(adobeAt, 1);
            }
            return JpegColour.COLOUR;
        }
        if (transform <= 0) {
            return JpegColour.CMYK;
        }
        if (transform != 2) {
            repairs.replace(adobeAt, 2);
        }
        return JpegColour.YCCK;
    }
}
