package org.cyborgml.saliency.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Finds the orientation in EXIF data (tag 0x0112 of the first directory, CIPA DC-008, 4.6.4). */
final class ExifOrientation {

    private static final int TAG = 0x0112;
    private static final int SHORT = 3;
    private static final int ENTRY = 12;

    private ExifOrientation() {}

    /**
     * The orientation in some bytes.
     *
     * @param file a file
     * @param from the begin of the EXIF data in it, with or without {@code Exif\0\0} before them
     * @param end behind their last byte
     * @return 1 to 8; 1 where there is none or the data are damaged
     */
    static int of(byte[] file, int from, int end) {
        int start = end - from >= 6 && file[from] == 'E' && file[from + 1] == 'x' ? from + 6 : from;
        if (end - start < 8) {
            return ImageHeader.UPRIGHT;
        }
        ByteBuffer in = ByteBuffer.wrap(file, start, end - start).slice();
        if (in.get(0) == 'I' && in.get(1) == 'I') {
            in.order(ByteOrder.LITTLE_ENDIAN);
        } else if (in.get(0) != 'M' || in.get(1) != 'M') {
            return ImageHeader.UPRIGHT;
        }
        long directory = in.getInt(4) & 0xffffffffL;
        if (directory + 2 > in.limit()) {
            return ImageHeader.UPRIGHT;
        }
        int entries = in.getShort((int) directory) & 0xffff;
        for (int i = 0; i < entries; i++) {
            long at = directory + 2 + (long) ENTRY * i;
            if (at + ENTRY > in.limit()) {
                return ImageHeader.UPRIGHT;
            }
            if ((in.getShort((int) at) & 0xffff) == TAG && in.getShort((int) at + 2) == SHORT) {
                int value = in.getShort((int) at + 8) & 0xffff;
                return value >= 1 && value <= 8 ? value : ImageHeader.UPRIGHT;
            }
        }
        return ImageHeader.UPRIGHT;
    }
}
