package org.cyborgml.saliency.image;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The tables, restart interval and colour transform that the segments of a JPEG file define (ITU-T T.81, B.2.4). */
final class JpegTables {

    private static final int DRI = 0xdd;
    private static final int APP0 = 0xe0;
    private static final int APP14 = 0xee;

    private final byte[] file;
    private final String name;
    private final @Nullable JpegHuffmanTable[] dc = new JpegHuffmanTable[4];
    private final @Nullable JpegHuffmanTable[] ac = new JpegHuffmanTable[4];
    private int restartInterval;
    private boolean jfif;
    private int adobeTransform = -1;

    JpegTables(byte[] file, String name) {
        this.file = file;
        this.name = name;
    }

    /** The table of DC codes of a number from 0 to 3; null if none came yet. */
    @Nullable
    JpegHuffmanTable dc(int number) {
        return dc[number];
    }

    /** The table of AC codes of a number from 0 to 3; null if none came yet. */
    @Nullable
    JpegHuffmanTable ac(int number) {
        return ac[number];
    }

    /** The number of units between restart markers, 0 for no markers. */
    int restartInterval() {
        return restartInterval;
    }

    /** Reads a segment's content from one place up to another. */
    void read(int marker, int from, int end) throws ImageFileException {
        switch (marker) {
            case JpegStructure.DHT -> readHuffmanTables(from, end);
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
                        throw new ImageFileException(name, "JFIF version " + (file[from + 5] & 0xff) + ": must be 1");
                    }
                }
            }
            case APP14 -> {
                if (end - from >= 12 && holds("Adobe", from)) {
                    adobeTransform = file[from + 11] & 0xff;
                }
            }
            default -> {
                // Comments, quantisation tables (the decoder checks them), other applications' data.
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

    /** A transform that nobody knows makes libjpeg guess, and print that it does. */
    void requireColourTransform(JpegFrame frame) throws ImageFileException {
        if (frame.components().size() == 3 && !jfif && adobeTransform > 1) {
            throw new ImageFileException(name, "JPEG colour transform " + adobeTransform + ": must be 0 or 1");
        }
    }
}
