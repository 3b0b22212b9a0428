package org.cyborgml.saliency.map;

import org.cyborgml.saliency.image.FloatPlane;
import org.cyborgml.saliency.image.ImageSize;
import org.jspecify.annotations.Nullable;

/**
 * Accumulates the mean saliency map of a data set, one map at a time, in the memory of one map. Sums are in double. Not safe for
 * use by several threads.
 */
public final class MeanMapAccumulator {

    private @Nullable ImageSize size;
    private double[] sums = {};
    private long count;

    /** Makes an accumulator without maps. */
    public MeanMapAccumulator() {}

    /**
     * Adds a map.
     *
     * @param map of the same size as the others
     * @throws IllegalArgumentException if the first map had another size
     */
    public void add(SaliencyMap map) {
        if (size == null) {
            size = map.size();
            sums = new double[size.pixels()];
        } else if (!size.equals(map.size())) {
            throw new IllegalArgumentException(
                    "map of " + map.size() + " among maps of " + size + ": the sizes of a mean's maps must be equal");
        }
        float[] values = map.toArray();
        for (int i = 0; i < values.length; i++) {
            sums[i] += values[i];
        }
        count++;
    }

    /**
     * The number of maps added so far.
     *
     * @return 0 or more
     */
    public long count() {
        return count;
    }

    /**
     * The mean of all maps so far.
     *
     * @return the mean, not scaled
     * @throws IllegalStateException if no map was added
     */
    public SaliencyMap mean() {
        if (size == null) {
            throw new IllegalStateException("the mean of 0 maps: at least 1 is needed");
        }
        float[] values = new float[sums.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (sums[i] / count);
        }
        return SaliencyMap.of(FloatPlane.wrap(size, values));
    }
}
