package org.cyborgml.metrics;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.random.MersenneTwister;
import org.apache.commons.math3.random.RandomGenerator;

/**
 * The bootstrap of answers that participants gave to items, where each participant saw several items and each item was seen by
 * several participants (crossed random effects). Each replicate draws, with replacement and independently, as many participants
 * and as many items as there are; an answer counts as often as its participant was drawn times as often as its item was drawn.
 * So the interval holds for other participants and other items than those of the study.
 *
 * <pre>{@code
 * BootstrapDistribution accuracy = TwoWayBootstrap.withDefaults()
 *         .estimate(participants, items, weights -> TwoWayBootstrap.mean(correct, weights));
 * ConfidenceInterval interval = accuracy.interval(0.95);
 * }</pre>
 *
 * <p>It errs on the side of caution: of a mean over many answers, the variance comes out about right where participants or items
 * differ much, and up to three times too large where neither do, so that the interval is then up to 1.7 times as wide as need be
 * (Owen 2007). The same seed gives the same replicates on every machine (a Mersenne Twister draws them). A replicate takes O(n)
 * time. Instances are immutable.
 *
 * @see <a href="https://doi.org/10.1214/07-AOAS122">Owen, The pigeonhole bootstrap, Annals of Applied Statistics 1(2), 2007</a>
 */
public final class TwoWayBootstrap {
    private static final TwoWayBootstrap DEFAULT = new TwoWayBootstrap(2000, 1);
    private static final int DRAWS_PER_REPLICATE = 10;

    private final int replicates;
    private final long seed;

    private TwoWayBootstrap(int replicates, long seed) {
        this.replicates = replicates;
        this.seed = seed;
    }

    /**
     * 2000 replicates, seed 1.
     *
     * @return the bootstrap
     */
    public static TwoWayBootstrap withDefaults() {
        return DEFAULT;
    }

    /**
     * Changes the number of replicates.
     *
     * @param value at least 2
     * @return a new bootstrap
     * @throws IllegalArgumentException if there are fewer than 2
     */
    public TwoWayBootstrap withReplicates(int value) {
        return new TwoWayBootstrap(Arguments.atLeast("replicates", value, 2), seed);
    }

    /**
     * Changes the seed.
     *
     * @param value any number
     * @return a new bootstrap
     */
    public TwoWayBootstrap withSeed(long value) {
        return new TwoWayBootstrap(replicates, value);
    }

    /**
     * Bootstraps a statistic of answers.
     *
     * @param participants [n] who gave the answer; equal numbers are one participant
     * @param items [n] what was answered; equal numbers are one item
     * @param statistic of the answers, given the weight of each, [n], whole numbers of at least 0, all 1 for the data as they
     *     are; NaN where the weights leave nothing to compute it from, and that replicate is drawn again
     * @return the statistic of the answers and of every replicate
     * @throws IllegalArgumentException if there is no answer, the lengths differ, the statistic of the answers is not finite, or it
     *     is NaN for so many replicates that ten draws for each do not suffice
     */
    public BootstrapDistribution estimate(int[] participants, int[] items, ToDoubleFunction<double[]> statistic) {
        Arguments.sameLength("participants", participants.length, "items", items.length);
        Arguments.notEmpty("participants", participants.length);
        int[] row = ranks(participants);
        int[] column = ranks(items);
        int rows = Arrays.stream(row).max().orElseThrow() + 1;
        int columns = Arrays.stream(column).max().orElseThrow() + 1;
        double[] weights = new double[row.length];
        Arrays.fill(weights, 1);
        double estimate = Arguments.finite("statistic", statistic.applyAsDouble(weights));
        RandomGenerator random = new MersenneTwister(seed);
        double[] values = new double[replicates];
        int made = 0;
        for (long draws = 0; made < replicates && draws < (long) DRAWS_PER_REPLICATE * replicates; draws++) {
            int[] ofRow = counts(random, rows);
            int[] ofColumn = counts(random, columns);
            for (int i = 0; i < weights.length; i++) {
                weights[i] = (double) ofRow[row[i]] * ofColumn[column[i]];
            }
            double value = statistic.applyAsDouble(weights);
            if (!Double.isNaN(value)) {
                values[made] = Arguments.finite("statistic of a replicate", value);
                made++;
            }
        }
        Arguments.enoughReplicates(made, replicates, DRAWS_PER_REPLICATE);
        return new BootstrapDistribution(estimate, values);
    }

    /**
     * The weighted mean of values.
     *
     * @param values [n]; those that are NaN are left out
     * @param weights [n] at least 0
     * @return the mean; NaN if nothing has a weight
     * @throws IllegalArgumentException if the lengths differ
     */
    public static double mean(double[] values, double[] weights) {
        Arguments.sameLength("values", values.length, "weights", weights.length);
        double sum = 0;
        double total = 0;
        for (int i = 0; i < values.length; i++) {
            if (!Double.isNaN(values[i])) {
                sum += weights[i] * values[i];
                total += weights[i];
            }
        }
        return sum / total;
    }

    /** Numbers the distinct keys from 0 in ascending order. */
    private static int[] ranks(int[] keys) {
        int[] distinct = Arrays.stream(keys).sorted().distinct().toArray();
        return Arrays.stream(keys)
                .map(key -> Arrays.binarySearch(distinct, key))
                .toArray();
    }

    private static int[] counts(RandomGenerator random, int size) {
        int[] counts = new int[size];
        for (int i = 0; i < size; i++) {
            counts[random.nextInt(size)]++;
        }
        return counts;
    }
}
