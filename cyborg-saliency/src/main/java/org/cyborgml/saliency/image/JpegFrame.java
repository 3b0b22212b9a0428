package org.cyborgml.saliency.image;

import java.util.List;

/**
 * The layout of a JPEG frame (ITU-T T.81, B.2.2 and A.1).
 *
 * @param size of the image
 * @param progressive true if coefficients come bit by bit over several scans
 * @param components one (grey), three (colour) or four (CMYK)
 */
record JpegFrame(ImageSize size, boolean progressive, List<Component> components) {

    int maximumX() {
        return components.stream().mapToInt(Component::samplingX).max().orElseThrow();
    }

    int maximumY() {
        return components.stream().mapToInt(Component::samplingY).max().orElseThrow();
    }

    /** Number of interleaved units side by side. */
    int unitsX() {
        return ceilDiv(size.width(), 8 * maximumX());
    }

    /** Number of interleaved units below each other. */
    int unitsY() {
        return ceilDiv(size.height(), 8 * maximumY());
    }

    /** Number of blocks side by side of a component that is alone in a scan. */
    int blocksX(Component component) {
        return ceilDiv(ceilDiv(size.width() * component.samplingX(), maximumX()), 8);
    }

    /** Number of blocks below each other of a component that is alone in a scan. */
    int blocksY(Component component) {
        return ceilDiv(ceilDiv(size.height() * component.samplingY(), maximumY()), 8);
    }

    private static int ceilDiv(int value, int divisor) {
        return (value + divisor - 1) / divisor;
    }

    /**
     * One of the planes.
     *
     * @param number its place in the frame, from 0
     * @param id the name by which scans refer to it
     * @param samplingX horizontal sampling factor, 1 to 4
     * @param samplingY vertical sampling factor, 1 to 4
     * @param quantisers number of its table of quantisers, 0 to 3
     */
    record Component(int number, int id, int samplingX, int samplingY, int quantisers) {}
}
