package org.cyborgml.metrics;

import com.google.common.collect.ImmutableMap;
import java.util.Arrays;
import java.util.Map;

/**
 * The scores of a presentation attack detection (PAD) test: those of bona fide presentations, and those of attacks by
 * attack instrument species (PAIS).
 *
 * <p>After ISO/IEC 30107-3, the error rates of attacks are counted per species and the worst species speaks for the
 * detector; pooling them would let an easy, frequent species hide a hard one. In synthetic face detection the species are
 * the generators. A higher score speaks more for an attack, and a presentation is called an attack when its score is at
 * or above the threshold. Non-responses are not modelled. Instances are immutable.
 */
public final class PresentationAttackScores {
    private final double[] bonaFide;
    private final ImmutableMap<String, double[]> attacks;

    private PresentationAttackScores(double[] bonaFide, ImmutableMap<String, double[]> attacks) {
        this.bonaFide = bonaFide;
        this.attacks = attacks;
    }

    /**
     * Takes the scores of a test.
     *
     * @param bonaFide scores of bona fide presentations, finite
     * @param attacks scores of attacks by species, finite; the map's order is kept
     * @return the scores
     * @throws IllegalArgumentException if there is no bona fide presentation, no species or a species without attacks, or
     *     if a score is NaN or infinite
     */
    public static PresentationAttackScores of(double[] bonaFide, Map<String, double[]> attacks) {
        Arguments.finite("bona fide scores", bonaFide);
        Arguments.notEmpty("attacks", attacks.size());
        ImmutableMap.Builder<String, double[]> sorted = ImmutableMap.builder();
        attacks.forEach((species, scores) -> {
            Arguments.finite("scores of species '" + species + "'", scores);
            sorted.put(species, sortedCopy(scores));
        });
        return new PresentationAttackScores(sortedCopy(bonaFide), sorted.buildOrThrow());
    }

    private static double[] sortedCopy(double[] scores) {
        double[] copy = scores.clone();
        Arrays.sort(copy);
        return copy;
    }

    /**
     * The error rates at a threshold.
     *
     * @param threshold any number; {@code +Infinity} calls nothing an attack, {@code -Infinity} everything
     * @return the rates
     * @throws IllegalArgumentException if the threshold is NaN
     */
    public PresentationAttackRates at(double threshold) {
        Arguments.inRange("threshold", threshold, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        ImmutableMap.Builder<String, Double> missed = ImmutableMap.builder();
        attacks.forEach(
                (species, scores) -> missed.put(species, (double) countBelow(scores, threshold) / scores.length));
        double flagged = bonaFide.length - countBelow(bonaFide, threshold);
        return new PresentationAttackRates(threshold, missed.buildOrThrow(), flagged / bonaFide.length);
    }

    /**
     * The operating point of BPCER@APCER: the lowest BPCER among the thresholds at which the APCER of every species stays
     * at or below a limit. With limits 0.1, 0.05 and 0.01 its BPCER is the BPCER10, BPCER20 and BPCER100 of the PAD
     * literature. Nothing is interpolated.
     *
     * @param limit the highest APCER allowed, in [0,1]
     * @return the rates at the highest such threshold: an attack's score, or {@code +Infinity} for limit 1
     * @throws IllegalArgumentException if the limit is NaN or outside [0,1]
     */
    public PresentationAttackRates atApcer(double limit) {
        Arguments.rate("APCER", limit);
        double threshold = Double.POSITIVE_INFINITY;
        for (double[] scores : attacks.values()) {
            int missable = missable(scores.length, limit);
            if (missable < scores.length) {
                threshold = Math.min(threshold, scores[missable]);
            }
        }
        return at(threshold);
    }

    /** The most attacks that may be missed: the largest k with k / attacks at or below the limit as doubles. */
    private static int missable(int attackCount, double limit) {
        int k = (int) Math.floor(limit * attackCount);
        if (k < attackCount && (double) (k + 1) / attackCount <= limit) {
            k++;
        }
        return (double) k / attackCount <= limit ? k : k - 1;
    }

    private static int countBelow(double[] sorted, double threshold) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < threshold) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
