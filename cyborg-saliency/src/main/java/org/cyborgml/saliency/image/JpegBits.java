package org.cyborgml.saliency.image;

/** The bits of a JPEG scan's coded data (ITU-T T.81, F.2.2.5): stuffed bytes removed, ending at a marker. */
final class JpegBits {

    private final byte[] file;
    private final String name;
    private final JpegRepairs repairs;
    private int at;
    private long buffer;
    private int count;
    private boolean atMarker;

    JpegBits(byte[] file, int from, String name, JpegRepairs repairs) {
        this.file = file;
        this.at = from;
        this.name = name;
        this.repairs = repairs;
    }

    /** The next so many bits, 0 to 16, as a number. */
    int next(int bits) throws ImageFileException {
        if (bits == 0) {
            return 0;
        }
        if (count < bits) {
            fill();
            if (count < bits) {
                throw new ImageFileException(
                        name, "JPEG coded data end at byte " + at + " before the last block: damaged");
            }
        }
        count -= bits;
        return (int) (buffer >>> count) & ((1 << bits) - 1);
    }

    /** The next eight bits, which stay where they are; -1 if there are no eight. */
    int peekByte() throws ImageFileException {
        if (count < 8) {
            fill();
            if (count < 8) {
                return -1;
            }
        }
        return (int) (buffer >>> (count - 8)) & 0xff;
    }

    void skip(int bits) {
        count -= bits;
    }

    private void fill() throws ImageFileException {
        while (count <= 48 && !atMarker) {
            if (at >= file.length) {
                throw JpegStructure.truncated(file, name);
            }
            int value = file[at] & 0xff;
            if (value != 0xff) {
                at++;
            } else {
                int after = at + 1;
                while (after < file.length && (file[after] & 0xff) == 0xff) {
                    after++;
                }
                if (after >= file.length) {
                    throw JpegStructure.truncated(file, name);
                }
                if (file[after] != 0) {
                    atMarker = true;
                    return;
                }
                at = after + 1;
            }
            buffer = (buffer << 8) | value;
            count += 8;
        }
    }

    /**
     * Ends the coded data behind the last block, and gives the place of the next marker's 0xff. Bytes between them and the end
     * of the image are passed over, as libjpeg does. A scan that a damaged bit threw out of step ends too early as well, but
     * its values or its padding are seldom possible.
     *
     * @param isPossible false if a value of the scan cannot come from a picture
     */
    int end(boolean isPossible) throws ImageFileException {
        fill();
        if (count < 8 && atMarker) {
            return at;
        }
        int from = endOfLastBlock();
        int marker = JpegRepairs.nextMarker(file, from);
        if (marker < 0) {
            throw JpegStructure.truncated(file, name);
        }
        if (!isPossible || !isPadded() || !isEnd(marker)) {
            throw new ImageFileException(
                    name, "JPEG coded data go on at byte " + at + " after the last block: damaged");
        }
        repairs.leaveOut(from, marker);
        return marker;
    }

    private int endOfLastBlock() {
        int end = at;
        for (int unread = count / 8; unread > 0; unread--) {
            boolean isStuffed = file[end - 1] == 0 && (file[end - 2] & 0xff) == 0xff;
            end -= isStuffed ? 2 : 1;
        }
        return end;
    }

    /** True if the rest of the last block's byte holds ones, as encoders write. */
    private boolean isPadded() {
        int padding = count % 8;
        int ones = (1 << padding) - 1;
        return ((buffer >>> (count - padding)) & ones) == ones;
    }

    private boolean isEnd(int marker) {
        int last = marker;
        while ((file[last] & 0xff) == 0xff) {
            last++;
        }
        return (file[last] & 0xff) == JpegStructure.EOI;
    }

    /** Goes on after restart marker number 0 to 7, which must come now. */
    void restart(int number, boolean isPossible) throws ImageFileException {
        int marker = end(isPossible);
        while ((file[marker] & 0xff) == 0xff) {
            marker++;
        }
        if ((file[marker] & 0xff) != JpegStructure.RST0 + number) {
            throw new ImageFileException(
                    name,
                    "JPEG has marker " + Integer.toHexString(file[marker] & 0xff) + " at byte " + marker
                            + " where restart marker " + number + " is due: damaged");
        }
        at = marker + 1;
        count = 0;
        atMarker = false;
    }

    ImageFileException damaged(String what) {
        return new ImageFileException(name, "JPEG coded data hold " + what + " before byte " + at + ": damaged");
    }
}
