package org.cyborgml.metrics;

/** A set of pixels of a height x width map: fixated pixels, or a region. Immutable. */
public final class PixelMask {
    private final int height;
    private final int width;
    private final boolean[] marked;
    private final int count;

    private PixelMask(int height, int width, boolean[] marked) {
        this.height = height;
        this.width = width;
        this.marked = marked;
        int found = 0;
        for (boolean m : marked) {
            found += m ? 1 : 0;
        }
        this.count = found;
    }

    /**
     * A mask of row-major flags.
     *
     * @param height rows, at least 1
     * @param width columns, at least 1
     * @param marked height * width flags
     * @return the mask
     * @throws IllegalArgumentException if a side is below 1 or the number of flags does not fit
     */
    public static PixelMask of(int height, int width, boolean... marked) {
        Arguments.area("marked", height, width, marked.length);
        return new PixelMask(height, width, marked.clone());
    }

    /**
     * The number of rows.
     *
     * @return at least 1
     */
    public int height() {
        return height;
    }

    /**
     * The number of columns.
     *
     * @return at least 1
     */
    public int width() {
        return width;
    }

    /**
     * The number of pixels, marked or not.
     *
     * @return height * width
     */
    public int size() {
        return marked.length;
    }

    /**
     * The number of marked pixels.
     *
     * @return in [0, size]
     */
    public int count() {
        return count;
    }

    /**
     * Reads one pixel.
     *
     * @param pixel row * width + column
     * @return true if it is marked
     * @throws IndexOutOfBoundsException if there is no such pixel
     */
    public boolean contains(int pixel) {
        return marked[pixel];
    }

    /**
     * The mask grown by a disc: every pixel whose centre lies within the radius of a marked pixel's centre. The pointing
     * game of Zhang et al. (2018) grants a tolerance of 15 pixels in this way.
     *
     * @param radius in pixels, not negative
     * @return the grown mask; time is O(size * (2 * radius + 1))
     * @throws IllegalArgumentException if the radius is negative
     */
    public PixelMask grow(int radius) {
        Arguments.atLeast("radius", radius, 0);
        boolean[] grown = new boolean[marked.length];
        for (int dy = -Math.min(radius, height - 1); dy <= Math.min(radius, height - 1); dy++) {
            int half = (int) Math.sqrt((double) radius * radius - (double) dy * dy);
            for (int y = Math.max(0, -dy); y < Math.min(height, height - dy); y++) {
                growRow(y * width, (y + dy) * width, half, grown);
            }
        }
        return new PixelMask(height, width, grown);
    }

    /** Marks in one row all pixels within half of a marked pixel of another row. */
    private void growRow(int from, int to, int half, boolean[] grown) {
        int end = 0;
        for (int x = 0; x < width; x++) {
            if (marked[from + x]) {
                int stop = (int) Math.min(width, (long) x + half + 1);
                for (int i = Math.max(end, x - half); i < stop; i++) {
                    grown[to + i] = true;
                }
                end = stop;
            }
        }
    }

    /**
     * Intersection over union, or the Jaccard index, of two masks.
     *
     * @param other a mask of the same height and width
     * @return the share, in [0,1]; 1 if both are empty, as they are then the same
     * @throws IllegalArgumentException if the shapes differ
     */
    public double intersectionOverUnion(PixelMask other) {
        Arguments.sameShape("first mask", height, width, "second mask", other.height, other.width);
        int both = 0;
        for (int i = 0; i < marked.length; i++) {
            both += marked[i] && other.marked[i] ? 1 : 0;
        }
        int either = count + other.count - both;
        return either == 0 ? 1 : (double) both / either;
    }
}
