package org.cyborgml.models.cuda;

/** Sizes of launches. */
public final class Launches {

    /** Each thread then handles several numbers, so that blocks are not too many. */
    private static final int MOST_BLOCKS = 1 << 16;

    private Launches() {}

    /**
     * A number of elements as kernels take it.
     *
     * @param length of an array
     * @return the same
     * @throws IllegalArgumentException if it does not fit into 31 bits
     */
    public static int length(long length) {
        if (length > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "an array on the device has less than 2^31 numbers, found " + length + ": take smaller batches");
        }
        return (int) length;
    }

    /**
     * Blocks for as many threads as elements.
     *
     * @param length of an array
     * @return at least 1
     */
    public static int blocks(int length) {
        return Math.max(1, Math.min(MOST_BLOCKS, (int) (((long) length + Device.THREADS - 1) / Device.THREADS)));
    }
}
