package org.cyborgml.loss;

/** The range of human saliency maps and masks, 0 to 1. */
final class MapRange {

    /** Resizing in floats may leave the range by this much. */
    private static final double ROUNDING = 1e-4;

    private MapRange() {}

    /**
     * Requires the values of one sample's map to be in the range.
     *
     * @param maps all values of the batch
     * @param sample index of the sample
     * @param cells values of a sample
     * @param what the map is called
     * @throws IllegalArgumentException if one is not, or is NaN: the message names it
     */
    static void require(double[] maps, int sample, int cells, String what) {
        for (int i = sample * cells; i < (sample + 1) * cells; i++) {
            if (!(maps[i] >= -ROUNDING && maps[i] <= 1 + ROUNDING)) {
                throw new IllegalArgumentException(what + " of sample " + sample + " in the batch holds " + maps[i]
                        + ": values must be from 0 to 1; divide grey values of 8 bits by 255");
            }
        }
    }
}
