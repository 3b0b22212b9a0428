package org.cyborgml.metrics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Measures of the agreement between a saliency map and fixations beyond a baseline that knows nothing of the image, such as the
 * {@link CentreBias}, or the sum of the fixations or maps of other images. People look at the middle of pictures, so that a
 * blob there does well on NSS and AUC-Judd; here it does not.
 *
 * @see <a href="https://arxiv.org/abs/1604.03605">Bylinskii et al.</a>
 */
public enum BaselineAgreement {
    /**
     * sAUC, shuffled AUC (Zhang et al. 2008; Bylinskii et al. 2019): the probability that the map is greater at a fixation of
     * this image than at one drawn from the baseline; ties count one half. In [0,1], chance is 0.5, and so are a constant map
     * and a map that follows the baseline. It is the exact value, in place of the benchmark's mean over random draws.
     */
    SHUFFLED_AUC {
        @Override
        double measure(SaliencyGrid map, PixelMask fixated, SaliencyGrid baseline) {
            double[] shares = baseline.distribution("baseline");
            Integer[] order = IntStream.range(0, map.size()).boxed().toArray(Integer[]::new);
            Arrays.sort(order, Comparator.comparingDouble(map::value));
            double below = 0;
            double area = 0;
            for (int from = 0; from < order.length; ) {
                int to = from;
                double tied = 0;
                int hits = 0;
                while (to < order.length && map.value(order[to]) == map.value(order[from])) {
                    tied += shares[order[to]];
                    hits += fixated.contains(order[to]) ? 1 : 0;
                    to++;
                }
                area += hits * (below + tied / 2);
                below += tied;
                from = to;
            }
            return Math.min(1, area / fixated.count());
        }
    },

    /**
     * IG, information gain (K&uuml;mmerer et al. 2015; Bylinskii et al. 2019): the mean over the fixated pixels of log2(e + P) -
     * log2(e + B), with e = 2^-52 and map and baseline as distributions P and B; in bits per fixation. Above 0 the map says more
     * than the baseline, and the baseline itself gains 0. Values must not be negative. A fixation where the map is 0 costs up
     * to 52 bits.
     */
    INFORMATION_GAIN {
        @Override
        double measure(SaliencyGrid map, PixelMask fixated, SaliencyGrid baseline) {
            double e = Math.ulp(1.0);
            double[] p = map.distribution("map");
            double[] b = baseline.distribution("baseline");
            double sum = 0;
            for (int i = 0; i < p.length; i++) {
                sum += fixated.contains(i) ? Math.log(e + p[i]) - Math.log(e + b[i]) : 0;
            }
            return sum / fixated.count() / Math.log(2);
        }
    };

    /**
     * Measures a map.
     *
     * @param map the map to judge
     * @param fixated the pixels that people fixated or marked in the image, at least one
     * @param baseline how likely each pixel is without the image: values, none negative, of any sum; all zeros count as
     *     uniform. All three are of the same height and width
     * @return the agreement, never NaN
     * @throws IllegalArgumentException if the shapes differ, no pixel is fixated, or a value is negative where none may be
     */
    public double of(SaliencyGrid map, PixelMask fixated, SaliencyGrid baseline) {
        Arguments.sameShape("map", map.height(), map.width(), "fixated", fixated.height(), fixated.width());
        Arguments.sameShape("map", map.height(), map.width(), "baseline", baseline.height(), baseline.width());
        Arguments.someMarked("fixated", fixated.count(), fixated.size());
        return measure(map, fixated, baseline);
    }

    abstract double measure(SaliencyGrid map, PixelMask fixated, SaliencyGrid baseline);
}
