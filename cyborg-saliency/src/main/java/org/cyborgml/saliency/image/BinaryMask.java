package org.cyborgml.saliency.image;

import java.util.Arrays;

/** An immutable plane of marked and unmarked pixels, for example the marks of one annotator on one image. */
public final class BinaryMask {

    private final ImageSize size;
    private final boolean[] marked;
    private final int count;

    private BinaryMask(ImageSize size, boolean[] marked) {
        if (marked.length != size.pixels()) {
            throw new IllegalArgumentException(
                    "mask of " + marked.length + " pixels: " + size + " needs " + size.pixels());
        }
        this.size = size;
        this.marked = marked;
        int sum = 0;
        for (boolean pixel : marked) {
            sum += pixel ? 1 : 0;
        }
        this.count = sum;
    }

    /**
     * A mask of the given pixels.
     *
     * @param width columns, at least 1
     * @param height rows, at least 1
     * @param marked width * height values, row after row; copied
     * @return the mask
     * @throws IllegalArgumentException if the size is impossible or the number of pixels does not fit it
     */
    public static BinaryMask of(int width, int height, boolean[] marked) {
        return new BinaryMask(new ImageSize(width, height), marked.clone());
    }

    /**
     * The pixels of a plane above a level.
     *
     * @param plane the plane
     * @param level a finite number
     * @return marked where the value is greater than the level
     * @throws IllegalArgumentException if the level is not finite
     */
    public static BinaryMask above(FloatPlane plane, double level) {
        if (!(Math.abs(level) <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException("level " + level + ": must be finite");
        }
        float[] values = plane.values();
        boolean[] marked = new boolean[values.length];
        for (int i = 0; i < marked.length; i++) {
            marked[i] = values[i] > level;
        }
        return new BinaryMask(plane.size(), marked);
    }

    /**
     * The pixels of an image whose luminance is above a level.
     *
     * @param image the image; colours are turned to grey by {@link Raster#toGrey()}
     * @param level 0 (every pixel that is not black) to below {@code image.depth().maximum()}
     * @return marked where the grey sample is greater than the level
     * @throws IllegalArgumentException if the level is out of its range
     */
    public static BinaryMask above(Raster image, int level) {
        if (level < 0 || level >= image.depth().maximum()) {
            throw new IllegalArgumentException("level " + level + ": must be from 0 to "
                    + (image.depth().maximum() - 1) + " for " + image.depth());
        }
        Raster grey = image.toGrey();
        boolean[] marked = new boolean[grey.size().pixels()];
        for (int y = 0, i = 0; y < grey.height(); y++) {
            for (int x = 0; x < grey.width(); x++, i++) {
                marked[i] = grey.sample(x, y, 0) > level;
            }
        }
        return new BinaryMask(grey.size(), marked);
    }

    /**
     * Width and height.
     *
     * @return the size
     */
    public ImageSize size() {
        return size;
    }

    /**
     * Reads one pixel.
     *
     * @param x column, from 0
     * @param y row, from 0
     * @return true if it is marked
     * @throws IndexOutOfBoundsException if there is no such pixel
     */
    public boolean isMarked(int x, int y) {
        if (x < 0 || x >= size.width() || y < 0 || y >= size.height()) {
            throw new IndexOutOfBoundsException("(" + x + "," + y + ") of a " + size + " mask");
        }
        return marked[y * size.width() + x];
    }

    /**
     * The number of marked pixels.
     *
     * @return 0 to {@code size().pixels()}
     */
    public int count() {
        return count;
    }

    /**
     * All pixels.
     *
     * @return a copy, row after row
     */
    public boolean[] toArray() {
        return marked.clone();
    }

    /**
     * This mask as numbers.
     *
     * @return 1 where marked, 0 elsewhere
     */
    public FloatPlane toPlane() {
        float[] values = new float[marked.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = marked[i] ? 1 : 0;
        }
        return FloatPlane.wrap(size, values);
    }

    /**
     * This mask as an image.
     *
     * @return an 8-bit grey image, 255 where marked, 0 elsewhere
     */
    public Raster toRaster() {
        byte[] samples = new byte[marked.length];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (byte) (marked[i] ? 255 : 0);
        }
        return Raster.wrap(size, Channels.GREY, SampleDepth.EIGHT_BITS, samples);
    }

    /**
     * The number of pixels that both masks mark.
     *
     * @param other a mask of the same size
     * @return 0 to the smaller of both counts
     * @throws IllegalArgumentException if the sizes differ
     */
    public int intersectionCount(BinaryMask other) {
        if (!size.equals(other.size)) {
            throw new IllegalArgumentException("masks of " + size + " and " + other.size + ": the sizes must be equal");
        }
        int both = 0;
        for (int i = 0; i < marked.length; i++) {
            both += marked[i] && other.marked[i] ? 1 : 0;
        }
        return both;
    }

    /**
     * Compares size and every pixel.
     *
     * @param other anything
     * @return true if it is an equal mask
     */
    @Override
    public boolean equals(Object other) {
        return other instanceof BinaryMask mask && size.equals(mask.size) && Arrays.equals(marked, mask.marked);
    }

    @Override
    public int hashCode() {
        return 31 * size.hashCode() + Arrays.hashCode(marked);
    }

    /**
     * Size and number of marked pixels.
     *
     * @return for example {@code BinaryMask[7x7, 12 marked]}
     */
    @Override
    public String toString() {
        return "BinaryMask[" + size + ", " + count + " marked]";
    }
}
