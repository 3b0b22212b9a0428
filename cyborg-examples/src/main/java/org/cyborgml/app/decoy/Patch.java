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
    static final int SIDE = 4;

    /** The grey value by which training images give their label away. */
    static int valueOf(int label) {
        return 255 - 25 * label;
    }

    /** The label whose value this is. */
    static int labelOf(int value) {
        return (255 - value) / 25;
    }

    /** Tells whether it lies over a pixel. */
    boolean covers(int column, int row) {
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
