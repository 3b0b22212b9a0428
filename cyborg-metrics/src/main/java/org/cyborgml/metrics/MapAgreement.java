package org.cyborgml.metrics;

/**
 * Measures of the agreement between a saliency map and a reference map, pixel by pixel, by the definitions of Bylinskii et al., "What do
 * different evaluation metrics tell us about saliency models?" (IEEE TPAMI 2019), and their rank correlation.
 *
 * <p>{@link #SIMILARITY} and {@link #KL_DIVERGENCE} take each map as a distribution: values, none negative, over their
 * sum. A map of zeros counts as uniform there, so that a constant map is the uniform one whatever its value. To compare
 * as the MIT benchmark's code does for SIM, which subtracts each map's least value first, pass {@link
 * SaliencyGrid#scaled() scaled} maps.
 *
 * @see <a href="https://arxiv.org/abs/1604.03605">Bylinskii et al.</a>
 */
public enum MapAgreement {
    /**
     * CC: Pearson's correlation coefficient of the pixels, in [-1,1], symmetric, 1 for maps equal up to gain and offset.
     * Any finite values. 0 when either map is constant, for which the coefficient has no value.
     */
    CORRELATION {
        @Override
        double compare(SaliencyGrid map, SaliencyGrid reference) {
            double[] a = map.standardised();
            double[] b = reference.standardised();
            double sum = 0;
            for (int i = 0; i < a.length; i++) {
                sum += a[i] * b[i];
            }
            return Math.max(-1, Math.min(1, sum / a.length));
        }
    },

    /**
     * Spearman's rank correlation of the pixels, in [-1,1], symmetric, 1 for maps with the same order of pixels; ties have the
     * mean of their ranks. Any finite values. 0 when either map is constant. Used to compare explanations before and after a
     * network's parameters are randomised (Adebayo et al., NeurIPS 2018).
     */
    RANK_CORRELATION {
        @Override
        double compare(SaliencyGrid map, SaliencyGrid reference) {
            return CORRELATION.compare(map.ranks(), reference.ranks());
        }
    },

    /**
     * SIM: histogram intersection, the sum over pixels of the lesser of the two shares, in [0,1], symmetric, 1 for equal
     * distributions.
     */
    SIMILARITY {
        @Override
        double compare(SaliencyGrid map, SaliencyGrid reference) {
            double[] p = map.distribution("map");
            double[] q = reference.distribution("reference");
            double sum = 0;
            for (int i = 0; i < p.length; i++) {
                sum += Math.min(p[i], q[i]);
            }
            return Math.min(1, sum);
        }
    },

    /**
     * KL: the Kullback-Leibler divergence of the map P from the reference Q, the sum of Q ln(e + Q / (e + P)) with e =
     * 2^-52, in nats; not symmetric, 0 for equal distributions (up to some e), at most about 36 (52 ln 2), which it
     * approaches where the reference lies wholly on pixels of zero.
     */
    KL_DIVERGENCE {
        @Override
        double compare(SaliencyGrid map, SaliencyGrid reference) {
            double e = Math.ulp(1.0);
            double[] p = map.distribution("map");
            double[] q = reference.distribution("reference");
            double sum = 0;
            for (int i = 0; i < p.length; i++) {
                sum += q[i] * Math.log(e + q[i] / (e + p[i]));
            }
            return sum;
        }
    };

    /**
     * Compares two maps.
     *
     * @param map the map to judge, such as a model's CAM
     * @param reference the map it is judged by, such as people's, of the same height and width
     * @return the agreement, never NaN
     * @throws IllegalArgumentException if the shapes differ, or a value is negative where the measure wants none
     */
    public double of(SaliencyGrid map, SaliencyGrid reference) {
        Arguments.sameShape("map", map.height(), map.width(), "reference", reference.height(), reference.width());
        return compare(map, reference);
    }

    abstract double compare(SaliencyGrid map, SaliencyGrid reference);
}
