package org.cyborgml.models.layer;

import java.util.Arrays;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Online hard example mining of pixels (Shrivastava, Gupta and Girshick, CVPR 2016) as face-parsing.PyTorch has it: only those
 * pixels of a batch count in the loss whose class has less than some probability, but no fewer than some share of all pixels, the
 * hardest.
 *
 * @param probability of a pixel's class, from which on the pixel does not count, in (0,1]
 * @param leastShare of the pixels of the batch, in (0,1)
 */
public record HardPixels(
        @JsonProperty("probability") double probability, @JsonProperty("leastShare") double leastShare) {

    private static final double PUBLISHED_PROBABILITY = 0.7;
    private static final double PUBLISHED_SHARE = 1 / 16.0;

    /**
     * Some rule.
     *
     * @throws IllegalArgumentException if a number is out of range
     */
    public HardPixels {
        if (!(probability > 0 && probability <= 1)) {
            throw new IllegalArgumentException("probability must be in (0,1], found " + probability);
        }
        if (!(leastShare > 0 && leastShare < 1)) {
            throw new IllegalArgumentException("leastShare must be in (0,1), found " + leastShare);
        }
    }

    /**
     * The rule of face-parsing.PyTorch: probability 0.7, a sixteenth of the pixels.
     *
     * @return the rule
     */
    public static HardPixels published() {
        return new HardPixels(PUBLISHED_PROBABILITY, PUBLISHED_SHARE);
    }

    /**
     * Leaves the hardest pixels of a batch alone.
     *
     * @param losses of all pixels, 0 for one that has no class
     * @param labels of all pixels; those of pixels that do not count are overwritten
     * @param ignored overwrites them
     * @return the number of pixels that count
     */
    int keep(double[] losses, int[] labels, int ignored) {
        int least = Math.max(1, (int) (losses.length * leastShare));
        double bar = -Math.log(probability);
        int above = above(losses, bar);
        int atBar = 0;
        if (above <= least) {
            double[] sorted = losses.clone();
            Arrays.parallelSort(sorted);
            bar = sorted[sorted.length - least];
            above = above(losses, bar);
            atBar = least - above;
        }
        int kept = above + atBar;
        for (int i = 0; i < losses.length; i++) {
            boolean counts = losses[i] > bar || (losses[i] == bar && atBar-- > 0);
            labels[i] = counts ? labels[i] : ignored;
        }
        return kept;
    }

    private static int above(double[] losses, double bar) {
        int above = 0;
        for (double loss : losses) {
            above += loss > bar ? 1 : 0;
        }
        return above;
    }
}
