package org.cyborgml.saliency.image;

import java.util.Arrays;

/** The coefficients that the scans of a JPEG file gave so far: those that are not zero, and the bit to which each is known. */
final class JpegProgress {

    private final String name;
    private final JpegFrame frame;
    // Per component, a bit per coefficient of every block; only progressive frames need it.
    private final long[][] nonZero;
    private final int[] blocksX;
    private final int[][] bitPositions;

    JpegProgress(JpegFrame frame, String name) {
        this.name = name;
        this.frame = frame;
        int components = frame.components().size();
        this.nonZero = new long[components][];
        this.blocksX = new int[components];
        this.bitPositions = new int[components][64];
        for (JpegFrame.Component component : frame.components()) {
            int i = component.number();
            blocksX[i] = frame.unitsX() * component.samplingX();
            int rows = frame.unitsY() * component.samplingY();
            nonZero[i] = new long[frame.progressive() ? Math.multiplyExact(blocksX[i], rows) : 0];
            Arrays.fill(bitPositions[i], -1);
        }
    }

    long nonZero(JpegFrame.Component component, int x, int y) {
        return nonZero[component.number()][y * blocksX[component.number()] + x];
    }

    void add(JpegFrame.Component component, int x, int y, long found) {
        nonZero[component.number()][y * blocksX[component.number()] + x] |= found;
    }

    /** Checks that a scan goes on where the scans before ended (ITU-T T.81, G.1.1.1), and notes it. */
    void begin(JpegFrame.Component component, JpegScan.Band band) throws ImageFileException {
        int[] positions = bitPositions[component.number()];
        if (frame.progressive()) {
            requirePossible(band);
            if (band.first() > 0 && positions[0] < 0) {
                throw new ImageFileException(name, "JPEG scan of AC coefficients comes before that of DC: damaged");
            }
            for (int k = band.first(); k <= band.last(); k++) {
                if (band.high() != Math.max(0, positions[k])) {
                    throw new ImageFileException(
                            name,
                            "JPEG scan refines coefficient " + k + " from bit " + band.high()
                                    + " where it is known to bit " + Math.max(0, positions[k]) + ": damaged");
                }
            }
        } else if (!band.equals(JpegScan.Band.WHOLE)) {
            throw new ImageFileException(name, "JPEG scan of " + band + " in a frame that is not progressive: damaged");
        }
        Arrays.fill(positions, band.first(), band.last() + 1, band.low());
    }

    private void requirePossible(JpegScan.Band band) throws ImageFileException {
        boolean inOrder = band.first() == 0 ? band.last() == 0 : band.first() <= band.last() && band.last() <= 63;
        if (!inOrder || band.low() > 13 || (band.high() != 0 && band.low() != band.high() - 1)) {
            throw new ImageFileException(name, "JPEG scan of " + band + " is impossible: damaged");
        }
    }

    /** Checks that no component is missing altogether. */
    void requireAll() throws ImageFileException {
        for (JpegFrame.Component component : frame.components()) {
            if (bitPositions[component.number()][0] < 0) {
                throw new ImageFileException(
                        name, "JPEG has no scan (SOS) of component " + component.id() + ": pixels are missing");
            }
        }
    }
}
