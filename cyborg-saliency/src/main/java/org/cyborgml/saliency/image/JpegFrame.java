package org.cyborgml.saliency.image;

import java.util.List;

/**
 * How a JPEG frame is made up (ITU-T T.81, B.2.2 and A.1).
 *
 * @param size of the image
 * @param progressive whether coefficients come bit by bit over several scans
 * @param components one (grey) or three
 */
record JpegFrame(ImageSize size, boolean progressive, List<Component> components) {

    int maximumX() {
        return components.stream().mapToInt(Component::samplingX).max().orElseThrow();
    }

    int maximumY() {
        return components.stream().mapToInt(Component::samplingY).max().orElseThrow();
    }

    /** How many interleaved units lie side by side. */
    int unitsX() {
        return ceilDiv(size.width(), 8 * maximumX());
    }

    /** How many interleaved units lie below each other. */
    int unitsY() {
        return ceilDiv(size.height(), 8 * maximumY());
    }

    /** How many blocks side by side a component has when it is alone in a scan. */
    int blocksX(Component component) {
        return ceilDiv(ceilDiv(size.width() * component.samplingX(), maximumX()), 8);
    }

    /** How many blocks below each other a component has when it is alone in a scan. */
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
     * @param id how scans name it
     * @param samplingX horizontal sampling factor, 1 to 4
     * @param samplingY vertical sampling factor, 1 to 4
     */
    record Component(int number, int id, int samplingX, int samplingY) {}
}
