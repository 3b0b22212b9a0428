package org.cyborgml.saliency.image;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * An immutable plane of marked and unmarked pixels, for example the marks of one annotator on one image. It is kept as the
 * places where marked and unmarked pixels meet, row after row, so that a mask of a few regions takes little memory.
 */
public final class BinaryMask {

    private final ImageSize size;

    /** Ascending positions at which a pixel differs from the one before it; the pixel before the first is unmarked. */
    private final int[] changes;

    private final int count;

    private BinaryMask(ImageSize size, int[] changes) {
        this.size = size;
        this.changes = changes;
        int sum = 0;
        for (int i = 0; i < changes.length; i += 2) {
            sum += end(i) - changes[i];
        }
        this.count = sum;
    }

    /** The end of the marked run that begins at a change. */
    private int end(int change) {
        return change + 1 < changes.length ? changes[change + 1] : size.pixels();
    }

    private static BinaryMask of(ImageSize size, IntPredicate marked) {
        IntStream.Builder changes = IntStream.builder();
        boolean before = false;
        for (int i = 0; i < size.pixels(); i++) {
            if (marked.test(i) != before) {
                changes.add(i);
                before = !before;
            }
        }
        return new BinaryMask(size, changes.build().toArray());
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
        ImageSize size = new ImageSize(width, height);
        if (marked.length != size.pixels()) {
            throw new IllegalArgumentException(
                    "mask of " + marked.length + " pixels: " + size + " needs " + size.pixels());
        }
        return of(size, i -> marked[i]);
    }

    /**
     * A mask of runs, row after row: unmarked pixels, marked pixels, unmarked pixels and so on.
     *
     * @param size width and height
     * @param runs numbers of pixels, at least 0; copied
     * @return the mask
     * @throws IllegalArgumentException if a run is negative or longer than the pixels that are left, or the runs do not cover
     *     all pixels
     */
    public static BinaryMask ofRuns(ImageSize size, int[] runs) {
        IntStream.Builder changes = IntStream.builder();
        int at = 0;
        boolean marked = false;
        for (int i = 0; i < runs.length; i++) {
            if (runs[i] < 0 || runs[i] > size.pixels() - at) {
                throw new IllegalArgumentException(
                        "mask run " + runs[i] + " after " + at + " pixels: must be a whole number from 0 to "
                                + (size.pixels() - at) + " for an image of " + size);
            }
            if (runs[i] > 0 && marked != (i % 2 == 1)) {
                changes.add(at);
                marked = !marked;
            }
            at += runs[i];
        }
        if (at != size.pixels()) {
            throw new IllegalArgumentException(
                    "mask runs cover " + at + " pixels: an image of " + size + " has " + size.pixels());
        }
        return new BinaryMask(size, changes.build().toArray());
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
        return of(plane.size(), i -> values[i] > level);
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
        int width = grey.width();
        return of(grey.size(), i -> grey.sample(i % width, i / width, 0) > level);
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
        return isMarked(y * size.width() + x);
    }

    private boolean isMarked(int position) {
        int found = Arrays.binarySearch(changes, position);
        // Not found is -(insertion point) - 1; an odd number of changes before a pixel marks it.
        return (found >= 0 ? found + 1 : -found - 1) % 2 == 1;
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
        boolean[] marked = new boolean[size.pixels()];
        for (int i = 0; i < changes.length; i += 2) {
            Arrays.fill(marked, changes[i], end(i), true);
        }
        return marked;
    }

    /**
     * The mask as runs, row after row: unmarked pixels, marked pixels, unmarked pixels and so on.
     *
     * @return numbers of pixels, whose sum is width times height; only the first can be 0
     */
    public int[] toRuns() {
        int[] runs = new int[changes.length + 1];
        int at = 0;
        for (int i = 0; i < changes.length; i++) {
            runs[i] = changes[i] - at;
            at = changes[i];
        }
        runs[changes.length] = size.pixels() - at;
        return runs;
    }

    /**
     * This mask as numbers.
     *
     * @return 1 where marked, 0 elsewhere
     */
    public FloatPlane toPlane() {
        float[] values = new float[size.pixels()];
        for (int i = 0; i < changes.length; i += 2) {
            Arrays.fill(values, changes[i], end(i), 1);
        }
        return FloatPlane.wrap(size, values);
    }

    /**
     * This mask as an image.
     *
     * @return an 8-bit grey image, 255 where marked, 0 elsewhere
     */
    public Raster toRaster() {
        byte[] samples = new byte[size.pixels()];
        for (int i = 0; i < changes.length; i += 2) {
            Arrays.fill(samples, changes[i], end(i), (byte) 255);
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
        int theirs = 0;
        for (int ours = 0; ours < changes.length; ours += 2) {
            while (theirs < other.changes.length && other.end(theirs) <= changes[ours]) {
                theirs += 2;
            }
            for (int i = theirs; i < other.changes.length && other.changes[i] < end(ours); i += 2) {
                both += Math.min(end(ours), other.end(i)) - Math.max(changes[ours], other.changes[i]);
            }
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
        return other instanceof BinaryMask mask && size.equals(mask.size) && Arrays.equals(changes, mask.changes);
    }

    @Override
    public int hashCode() {
        return 31 * size.hashCode() + Arrays.hashCode(changes);
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
