package org.cyborgml.metrics;

import java.util.List;
import org.apache.commons.math3.random.MersenneTwister;
import org.apache.commons.math3.random.RandomGenerator;

/**
 * Agreement of an image's saliency map with the map that as many other annotators would give: annotators are split at random into
 * two halves of the same size, and the two sums are compared. Computed for every size of the halves, it shows how maps converge
 * with the number of annotators.
 *
 * <p>The measure is {@link MapAgreement#CORRELATION}, for which a sum and a mean are the same. Each annotator's map should be
 * smoothed as the final map is; a blur of the sum is the sum of the blurred. The same seed gives the same splits on every machine.
 * Instances are immutable.
 */
public final class SplitHalfAgreement {
    private static final SplitHalfAgreement DEFAULT = new SplitHalfAgreement(100, 1);

    private final int splits;
    private final long seed;

    private SplitHalfAgreement(int splits, long seed) {
        this.splits = splits;
        this.seed = seed;
    }

    /**
     * 100 random splits for each size of the halves, seed 1.
     *
     * @return the measure
     */
    public static SplitHalfAgreement withDefaults() {
        return DEFAULT;
    }

    /**
     * Changes the number of random splits.
     *
     * @param value at least 1
     * @return a new measure
     * @throws IllegalArgumentException if there is none
     */
    public SplitHalfAgreement withSplits(int value) {
        return new SplitHalfAgreement(Arguments.atLeast("splits", value, 1), seed);
    }

    /**
     * Changes the seed.
     *
     * @param value any number
     * @return a new measure
     */
    public SplitHalfAgreement withSeed(long value) {
        return new SplitHalfAgreement(splits, value);
    }

    /**
     * The mean correlation between halves.
     *
     * @param annotators one map for each annotator of an image, at least 2, of one height and width
     * @return [floor(K/2)] for K annotators: the mean over the splits for halves of 1, 2, ... annotators, each in [-1,1]; a split
     *     counts as 0 if one of its halves is constant
     * @throws IllegalArgumentException if there are fewer than 2 maps or their shapes differ
     */
    public double[] of(List<SaliencyGrid> annotators) {
        int count = Arguments.atLeast("number of annotators", annotators.size(), 2);
        SaliencyGrid first = annotators.get(0);
        for (SaliencyGrid other : annotators) {
            Arguments.sameShape(
                    "annotators[0]", first.height(), first.width(), "another annotator", other.height(), other.width());
        }
        RandomGenerator random = new MersenneTwister(seed);
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            order[i] = i;
        }
        double[] means = new double[count / 2];
        for (int split = 0; split < splits; split++) {
            shuffle(random, order);
            double[] left = new double[first.size()];
            double[] right = new double[first.size()];
            for (int half = 0; half < means.length; half++) {
                add(left, annotators.get(order[2 * half]));
                add(right, annotators.get(order[2 * half + 1]));
                means[half] += MapAgreement.CORRELATION.of(
                        SaliencyGrid.of(first.height(), first.width(), left),
                        SaliencyGrid.of(first.height(), first.width(), right));
            }
        }
        for (int half = 0; half < means.length; half++) {
            means[half] /= splits;
        }
        return means;
    }

    private static void shuffle(RandomGenerator random, int[] order) {
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
    }

    private static void add(double[] sum, SaliencyGrid map) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += map.value(i);
        }
    }
}
