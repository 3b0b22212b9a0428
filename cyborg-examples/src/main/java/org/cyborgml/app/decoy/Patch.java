package org.cyborgml.app.decoy;

/**
 * A square of one grey value on an image.
 *
 * @param x its left column
 * @param y its upper row
 * @param value 0 to 255
 */
record Patch(int x, int y, int value) {

    /** Pixels to each side. */
    public static final int SIDE = 4;

    /**
     * The grey value by which training images give their label away.
     *
     * @param label 0 to 9
     * @return 255 - 25 * label
     */
    public static int valueOf(int label) {
        return 255 - 25 * label;
    }

    /**
     * The label whose value this is.
     *
     * @param value one that {@link #valueOf} gives
     * @return 0 to 9
     */
    public static int labelOf(int value) {
        return (255 - value) / 25;
    }

    /**
     * Whether it lies over a pixel.
     *
     * @param column of the pixel, from 0
     * @param row of the pixel, from 0
     * @return whether it does
     */
    public boolean covers(int column, int row) {
        return column >= x && column < x + SIDE && row >= y && row < y + SIDE;
    }

    /** Paints the patch over the pixels of one image. */
    void stamp(byte[] pixels, int imageSide) {
        for (int row = y; row < y + SIDE; row++) {
            for (int column = x; column < x + SIDE; column++) {
                pixels[row * imageSide + column] = (byte) value;
            }
        }
    }
}
