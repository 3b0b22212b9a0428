package org.cyborgml.metrics;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Holm's correction of the p-values of several tests: the chance that any true null hypothesis is rejected (family-wise
 * error rate) stays at or below the level, however the tests depend on each other.
 *
 * <p>Of m p-values in ascending order the k-th (from 1) becomes the greatest of the products (m - j + 1) p_j over j &lt;= k,
 * at most 1. Rejecting the tests that are then at or below the level is Holm's step-down procedure; it rejects every test that
 * Bonferroni's correction rejects.
 *
 * @see <a href="https://www.jstor.org/stable/4615733">Holm, A simple sequentially rejective multiple test procedure, 1979</a>
 */
public final class HolmCorrection {

    private HolmCorrection() {}

    /**
     * Corrects the p-values of a family of tests.
     *
     * @param pValues one per test, each in [0,1], at least 1
     * @return the corrected p-values in the order of the given, each in [0,1] and not below its own
     * @throws IllegalArgumentException if there is none or one is NaN or outside [0,1]
     */
    public static double[] adjusted(double... pValues) {
        Arguments.notEmpty("pValues", pValues.length);
        for (int i = 0; i < pValues.length; i++) {
            Arguments.rate("pValues[" + i + "]", pValues[i]);
        }
        int[] ascending = IntStream.range(0, pValues.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> pValues[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] adjusted = new double[pValues.length];
        double greatest = 0;
        for (int k = 0; k < ascending.length; k++) {
            greatest = Math.max(greatest, Math.min(1, (ascending.length - k) * pValues[ascending[k]]));
            adjusted[ascending[k]] = greatest;
        }
        return adjusted;
    }
}
