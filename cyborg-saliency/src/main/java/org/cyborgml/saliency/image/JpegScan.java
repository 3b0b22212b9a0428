package org.cyborgml.saliency.image;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads through the coded data of a JPEG scan without keeping the coefficients (ITU-T T.81, F.2.2 and G.1.2), to see that
 * every block is there, and every code is in its table.
 *
 * @param frame the frame
 * @param progress the coefficients that earlier scans gave
 * @param components those of the scan
 * @param band first and last coefficient, and the bit positions before and after the scan
 * @param values the range of the coefficients so far
 */
record JpegScan(JpegFrame frame, JpegProgress progress, List<Part> components, Band band, JpegValues values) {

    private static final int LAST = 63;

    /**
     * A component in a scan.
     *
     * @param component the component
     * @param dc its table of DC codes; null if the file has none
     * @param ac its table of AC codes; null if the file has none
     * @param dcQuantiser of its DC coefficients
     */
    record Part(
            JpegFrame.Component component,
            @Nullable JpegHuffmanTable dc,
            @Nullable JpegHuffmanTable ac,
            int dcQuantiser) {}

    /**
     * The part of the coefficients that a scan holds.
     *
     * @param first 0 (DC) to 63
     * @param last 0 to 63
     * @param high the bit position of the scan before, 0 if this is the first
     * @param low the bit position of this scan
     */
    record Band(int first, int last, int high, int low) {

        /** All of every coefficient. */
        static final Band WHOLE = new Band(0, LAST, 0, 0);

        @Override
        public String toString() {
            return "coefficients " + first + " to " + last + " from bit " + high + " to " + low;
        }
    }

    /** Walks all blocks and gives the place of the marker that follows. */
    int walk(JpegBits bits, int restartInterval) throws ImageFileException {
        boolean alone = components.size() == 1;
        int columns = alone ? frame.blocksX(components.get(0).component()) : frame.unitsX();
        int rows = alone ? frame.blocksY(components.get(0).component()) : frame.unitsY();
        int untilRestart = restartInterval;
        int restarts = 0;
        int pending = 0;
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < columns; x++) {
                if (restartInterval > 0 && untilRestart == 0) {
                    bits.restart(restarts++ % 8, values.isPossible());
                    values.restart();
                    untilRestart = restartInterval;
                    pending = 0;
                }
                untilRestart--;
                if (alone) {
                    pending = block(bits, components.get(0), x, y, pending);
                } else {
                    unit(bits, x, y);
                }
            }
        }
        return bits.end(values.isPossible());
    }

    private void unit(JpegBits bits, int x, int y) throws ImageFileException {
        for (Part part : components) {
            int across = part.component().samplingX();
            int down = part.component().samplingY();
            for (int v = 0; v < down; v++) {
                for (int h = 0; h < across; h++) {
                    block(bits, part, x * across + h, y * down + v, 0);
                }
            }
        }
    }

    /** Reads one block; takes and gives the number of blocks that need no code because their band has ended. */
    private int block(JpegBits bits, Part part, int x, int y, int pending) throws ImageFileException {
        if (!frame.progressive()) {
            difference(bits, part);
            sequentialBand(bits, part);
            return 0;
        }
        if (band.first() == 0) {
            if (band.high() == 0) {
                difference(bits, part);
            } else {
                bits.next(1);
            }
            return 0;
        }
        return band.high() == 0 ? firstBand(bits, part, x, y, pending) : refinedBand(bits, part, x, y, pending);
    }

    private void difference(JpegBits bits, Part part) throws ImageFileException {
        int length = table(part.dc(), bits).decode(bits);
        if (length > 15) {
            throw bits.damaged("a DC difference of " + length + " bits");
        }
        values.addDc(part.component().number(), length, bits.next(length), part.dcQuantiser() << band.low());
    }

    private void sequentialBand(JpegBits bits, Part part) throws ImageFileException {
        JpegHuffmanTable ac = table(part.ac(), bits);
        for (int k = 1; k <= LAST; k++) {
            int symbol = ac.decode(bits);
            int length = symbol & 15;
            int zeros = symbol >> 4;
            if (length == 0 && zeros == 0) {
                return;
            }
            if (length == 0 && zeros != 15) {
                throw bits.damaged("a code for an end of band");
            }
            k += zeros;
            requireInBand(k, LAST, bits);
            values.addAc(length);
            bits.next(length);
        }
    }

    private int firstBand(JpegBits bits, Part part, int x, int y, int pending) throws ImageFileException {
        if (pending > 0) {
            return pending - 1;
        }
        JpegHuffmanTable ac = table(part.ac(), bits);
        long found = 0;
        for (int k = band.first(); k <= band.last(); k++) {
            int symbol = ac.decode(bits);
            int length = symbol & 15;
            int zeros = symbol >> 4;
            if (length == 0 && zeros != 15) {
                progress.add(part.component(), x, y, found);
                return (1 << zeros) + bits.next(zeros) - 1;
            }
            k += zeros;
            requireInBand(k, band.last(), bits);
            if (length > 0) {
                values.addAc(length);
                bits.next(length);
                found |= 1L << k;
            }
        }
        progress.add(part.component(), x, y, found);
        return 0;
    }

    private int refinedBand(JpegBits bits, Part part, int x, int y, int pending) throws ImageFileException {
        long known = progress.nonZero(part.component(), x, y);
        int k = band.first();
        int blocks = pending;
        if (blocks == 0) {
            JpegHuffmanTable ac = table(part.ac(), bits);
            long found = 0;
            for (; k <= band.last(); k++) {
                int symbol = ac.decode(bits);
                int length = symbol & 15;
                int zeros = symbol >> 4;
                if (length > 1) {
                    throw bits.damaged("a refined coefficient of " + length + " bits");
                }
                if (length == 0 && zeros != 15) {
                    blocks = (1 << zeros) + bits.next(zeros);
                    break;
                }
                bits.next(length);
                k = afterZeros(bits, known, k, zeros);
                if (length > 0) {
                    requireInBand(k, band.last(), bits);
                    found |= 1L << k;
                }
            }
            progress.add(part.component(), x, y, found);
        }
        if (blocks > 0) {
            for (; k <= band.last(); k++) {
                bits.next((int) (known >>> k) & 1);
            }
            blocks--;
        }
        return blocks;
    }

    /** Passes coefficients known to be not zero, each with a bit of its own, until so many zeros are passed and one is met. */
    private int afterZeros(JpegBits bits, long known, int from, int zeros) throws ImageFileException {
        int left = zeros;
        int k = from;
        for (; k <= band.last(); k++) {
            if (((known >>> k) & 1) != 0) {
                bits.next(1);
            } else if (left-- == 0) {
                break;
            }
        }
        return k;
    }

    private static void requireInBand(int k, int last, JpegBits bits) throws ImageFileException {
        if (k > last) {
            throw bits.damaged("coefficient " + k + " where " + last + " is the last");
        }
    }

    private static JpegHuffmanTable table(@Nullable JpegHuffmanTable table, JpegBits bits) throws ImageFileException {
        if (table == null) {
            throw bits.damaged("blocks whose Huffman table is missing");
        }
        return table;
    }
}
