package org.cyborgml.saliency.agreement;

import java.util.List;
import java.util.OptionalDouble;
import org.cyborgml.saliency.image.BinaryMask;
import org.cyborgml.saliency.image.ImageSize;

/**
 * Fleiss' kappa: agreement of a fixed number of raters on nominal categories, beyond what chance gives. 1 is perfect, 0 as
 * by chance, below 0 worse.
 *
 * <p>Source: J. L. Fleiss, "Measuring nominal scale agreement among many raters", Psychological Bulletin 76(5), 1971.
 */
public final class FleissKappa {

    private FleissKappa() {}

    /**
     * Kappa of a table of counts.
     *
     * @param counts [subjects, categories]: how many raters put the subject in the category; every row has the same sum, at
     *     least 2
     * @return kappa; empty if all ratings fall in one category, where it is 0/0
     * @throws IllegalArgumentException if there is no subject, rows differ in length or sum, a count is negative, or there
     *     are fewer than two raters
     */
    public static OptionalDouble ofCounts(int[][] counts) {
        if (counts.length == 0 || counts[0].length == 0) {
            throw new IllegalArgumentException("kappa of an empty table: at least one subject and category are needed");
        }
        int categories = counts[0].length;
        double[] totals = new double[categories];
        double pairs = 0;
        int raters = 0;
        for (int i = 0; i < counts.length; i++) {
            int[] row = counts[i];
            int sum = 0;
            for (int count : row) {
                if (count < 0) {
                    throw new IllegalArgumentException(
                            "count " + count + " of subject " + i + ": must not be negative");
                }
                sum += count;
            }
            raters = i == 0 ? sum : raters;
            if (row.length != categories || sum != raters || sum < 2) {
                throw new IllegalArgumentException("subject " + i + " has " + sum + " ratings in " + row.length
                        + " categories: all must have the same, at least 2, as the first (" + raters + " in "
                        + categories + ")");
            }
            for (int c = 0; c < categories; c++) {
                totals[c] += row[c];
                pairs += (double) row[c] * (row[c] - 1);
            }
        }
        return kappa(totals, pairs, counts.length, raters);
    }

    /**
     * Kappa of annotators who each marked or left every pixel of an image.
     *
     * @param masks one per annotator, at least two of the same size
     * @return kappa over all pixels; empty if all pixels are marked by all, or by nobody
     * @throws IllegalArgumentException if there are fewer than two masks or their sizes differ
     */
    public static OptionalDouble ofMasks(List<BinaryMask> masks) {
        ImageSize size = MaskSizes.common(masks);
        int[] marks = new int[size.pixels()];
        for (BinaryMask mask : masks) {
            boolean[] marked = mask.toArray();
            for (int i = 0; i < marks.length; i++) {
                marks[i] += marked[i] ? 1 : 0;
            }
        }
        double raters = masks.size();
        double[] totals = new double[2];
        double pairs = 0;
        for (int mark : marks) {
            double left = raters - mark;
            totals[0] += left;
            totals[1] += mark;
            pairs += left * (left - 1) + mark * (mark - 1.0);
        }
        return kappa(totals, pairs, marks.length, raters);
    }

    private static OptionalDouble kappa(double[] totals, double pairs, double subjects, double raters) {
        double observed = pairs / (subjects * raters * (raters - 1));
        double expected = 0;
        for (double total : totals) {
            double share = total / (subjects * raters);
            if (share == 1) {
                return OptionalDouble.empty();
            }
            expected += share * share;
        }
        return OptionalDouble.of((observed - expected) / (1 - expected));
    }
}
