package org.cyborgml.metrics;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.random.MersenneTwister;
import org.apache.commons.math3.random.RandomGenerator;

/**
 * The stratified bootstrap of any metric of {@link BinaryScores}: each replicate draws, with replacement, as many
 * positives and as many negatives as there are, and the metric is computed anew.
 *
 * <pre>{@code
 * BootstrapDistribution auc = StratifiedBootstrap.withDefaults().withSeed(7).estimate(scores, BinaryScores::auc);
 * ConfidenceInterval interval = auc.interval(0.95);
 * }</pre>
 *
 * <p>The same seed gives the same replicates on every machine (a Mersenne Twister draws them). A replicate takes O(n)
 * time and about 30 bytes per case. Instances are immutable.
 *
 * @see <a href="https://doi.org/10.1007/978-1-4899-4541-9">Efron and Tibshirani, An Introduction to the Bootstrap,
 *     1993, chapter 13</a>
 */
public final class StratifiedBootstrap {
    private static final StratifiedBootstrap DEFAULT = new StratifiedBootstrap(2000, 1);

    private final int replicates;
    private final long seed;

    private StratifiedBootstrap(int replicates, long seed) {
        this.replicates = replicates;
        this.seed = seed;
    }

    /**
     * 2000 replicates, seed 1.
     *
     * @return the bootstrap
     */
    public static StratifiedBootstrap withDefaults() {
        return DEFAULT;
    }

    /**
     * Changes the number of replicates.
     *
     * @param value at least 2
     * @return a new bootstrap
     * @throws IllegalArgumentException if there are fewer than 2
     */
    public StratifiedBootstrap withReplicates(int value) {
        return new StratifiedBootstrap(Arguments.atLeast("replicates", value, 2), seed);
    }

    /**
     * Changes the seed.
     *
     * @param value any number
     * @return a new bootstrap
     */
    public StratifiedBootstrap withSeed(long value) {
        return new StratifiedBootstrap(replicates, value);
    }

    /**
     * Bootstraps a metric.
     *
     * @param scores the counted scores
     * @param metric the metric, such as {@code BinaryScores::auc}; its values must be finite
     * @return the metric of the scores and of every replicate
     * @throws IllegalArgumentException if the metric gives NaN or an infinite value
     */
    public BootstrapDistribution estimate(BinaryScores scores, ToDoubleFunction<? super BinaryScores> metric) {
        double estimate = Arguments.finite("metric", metric.applyAsDouble(scores));
        int steps = scores.distinctScores();
        int[] stepOfPositive = new int[scores.positives()];
        int[] stepOfNegative = new int[scores.negatives()];
        for (int i = 0; i < steps; i++) {
            Arrays.fill(stepOfPositive, scores.truePositiveCount(i), scores.truePositiveCount(i + 1), i);
            Arrays.fill(stepOfNegative, scores.falsePositiveCount(i), scores.falsePositiveCount(i + 1), i);
        }
        RandomGenerator random = new MersenneTwister(seed);
        int[] positives = new int[steps];
        int[] negatives = new int[steps];
        double[] values = new double[replicates];
        for (int r = 0; r < replicates; r++) {
            draw(random, stepOfPositive, positives);
            draw(random, stepOfNegative, negatives);
            ScoreTally tally = new ScoreTally(steps);
            for (int i = 0; i < steps; i++) {
                if (positives[i] + negatives[i] > 0) {
                    tally.add(scores.distinctScore(i), positives[i], negatives[i]);
                }
            }
            values[r] = Arguments.finite("metric of a replicate", metric.applyAsDouble(tally.toScores()));
        }
        return new BootstrapDistribution(estimate, values);
    }

    private static void draw(RandomGenerator random, int[] stepOfCase, int[] counts) {
        Arrays.fill(counts, 0);
        for (int i = 0; i < stepOfCase.length; i++) {
            counts[stepOfCase[random.nextInt(stepOfCase.length)]]++;
        }
    }
}
