package org.cyborgml.metrics;

import java.util.Arrays;

/**
 * Measures of the agreement between a saliency map and a set of pixels: those that people fixated, or a region they marked.
 *
 * <p>No measure depends on the order of pixels: equal values are one step, and several greatest pixels share the point.
 */
public enum MaskAgreement {
    /**
     * NSS, normalised scanpath saliency (Peters et al. 2005, Bylinskii et al. 2019): the mean over the marked pixels of the
     * map brought to mean 0 and standard deviation 1 (the population's; the MIT benchmark's Matlab code divides by N - 1).
     * Chance is 0, and a constant map gives 0.
     */
    NSS {
        @Override
        double measure(SaliencyGrid map, PixelMask mask) {
            double[] standardised = map.standardised();
            double sum = 0;
            for (int i = 0; i < standardised.length; i++) {
                sum += mask.contains(i) ? standardised[i] : 0;
            }
            return sum / mask.count();
        }
    },

    /**
     * AUC-Judd (Judd et al. 2009, Bylinskii et al. 2019): the area, by trapezoids, under true positive rate (marked pixels
     * at or above a threshold) against false positive rate (unmarked ones), the thresholds being the distinct values of the
     * marked pixels. In [0,1]; never below the exact AUC of marked against unmarked pixels, and above it by at most 1 / (2 * marked)
     * when the marked values are distinct, since the curve goes straight from one marked value to the next. Where the benchmark's code adds noise to break ties, ties are
     * one step here. A constant map gives 0.5. The mask must leave a pixel unmarked.
     */
    AUC_JUDD {
        @Override
        double measure(SaliencyGrid map, PixelMask mask) {
            Arguments.someUnmarked("mask", mask.count(), mask.size());
            double[] inside = valuesWhere(map, mask, true);
            double[] outside = valuesWhere(map, mask, false);
            Arrays.sort(inside);
            Arrays.sort(outside);
            double area = 0;
            double tpr = 0;
            double fpr = 0;
            int above = outside.length;
            for (int i = inside.length - 1; i >= 0; i--) {
                if (i > 0 && inside[i - 1] == inside[i]) {
                    continue;
                }
                while (above > 0 && outside[above - 1] >= inside[i]) {
                    above--;
                }
                double nextTpr = (double) (inside.length - i) / inside.length;
                double nextFpr = (double) (outside.length - above) / outside.length;
                area += (nextFpr - fpr) * (tpr + nextTpr) / 2;
                tpr = nextTpr;
                fpr = nextFpr;
            }
            return area + (1 - fpr);
        }
    },

    /**
     * The share of the map's sum that lies on marked pixels, or energy-based pointing game (Wang et al., Score-CAM, 2020),
     * in [0,1]. Values must not be negative. A constant map, zeros included, gives the mask's share of the
     * area.
     */
    ENERGY_INSIDE {
        @Override
        double measure(SaliencyGrid map, PixelMask mask) {
            double[] shares = map.distribution("map");
            double sum = 0;
            for (int i = 0; i < shares.length; i++) {
                sum += mask.contains(i) ? shares[i] : 0;
            }
            return Math.min(1, sum);
        }
    },

    /**
     * The pointing game (Zhang et al., Top-down Neural Attention by Excitation Backprop, 2018): 1 if the map's greatest
     * pixel is marked, 0 if not; where several pixels are greatest, the share of them that is marked. The mean over images
     * is the game's accuracy. A constant map gives the mask's share of the area. For the usual tolerance pass {@link
     * PixelMask#grow(int) mask.grow(15)}.
     */
    POINTING_GAME {
        @Override
        double measure(SaliencyGrid map, PixelMask mask) {
            double most = Double.NEGATIVE_INFINITY;
            int greatest = 0;
            int hits = 0;
            for (int i = 0; i < map.size(); i++) {
                if (map.value(i) > most) {
                    most = map.value(i);
                    greatest = 0;
                    hits = 0;
                }
                if (map.value(i) == most) {
                    greatest++;
                    hits += mask.contains(i) ? 1 : 0;
                }
            }
            return (double) hits / greatest;
        }
    };

    /**
     * Measures a map by a mask.
     *
     * @param map the map to judge
     * @param mask the pixels it is judged by, of the same height and width; at least one marked
     * @return the agreement, never NaN
     * @throws IllegalArgumentException if the shapes differ, no pixel is marked, all are where that leaves no value, or a
     *     value is negative and the measure allows none
     */
    public double of(SaliencyGrid map, PixelMask mask) {
        Arguments.sameShape("map", map.height(), map.width(), "mask", mask.height(), mask.width());
        Arguments.someMarked("mask", mask.count(), mask.size());
        return measure(map, mask);
    }

    abstract double measure(SaliencyGrid map, PixelMask mask);

    private static double[] valuesWhere(SaliencyGrid map, PixelMask mask, boolean inside) {
        double[] values = new double[inside ? mask.count() : mask.size() - mask.count()];
        int next = 0;
        for (int i = 0; i < map.size(); i++) {
            if (mask.contains(i) == inside) {
                values[next++] = map.value(i);
            }
        }
        return values;
    }
}
