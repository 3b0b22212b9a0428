package org.cyborgml.metrics;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * The AUCs of a classifier of several classes, each class against the rest.
 *
 * <p>For class c the positives are the cases of class c and the score is the c-th of each case. The scores need not be
 * probabilities; any number that ranks the cases within a class will do. Equal scores count one half, so the order of the
 * cases does not matter. Each AUC is the same number, to the last bit, as {@link BinaryScores#auc()} of that class.
 *
 * <p>A class that has no case, or all of them, has no AUC. {@link #of} refuses such data, as scikit-learn does; {@link
 * #ofPresent} leaves those classes out of the averages.
 */
public final class OneVersusRestAuc {
    private static final int CLASSES_AT_ONCE = 16;

    private final double[] perClass;
    private final double[] prevalence;

    private OneVersusRestAuc(double[] perClass, double[] prevalence) {
        this.perClass = perClass;
        this.prevalence = prevalence;
    }

    /**
     * Computes the AUC of every class; every class must occur.
     *
     * @param labels the class of case i, in [0, C)
     * @param scores the C scores of case i, finite: [cases][C], C at least 2
     * @return the AUCs
     * @throws IllegalArgumentException if the lengths differ, there is no case, a row is of another length, C is below 2, a
     *     label is outside [0, C), a score is NaN or infinite, or a class has no case or all of them
     */
    public static OneVersusRestAuc of(int[] labels, double[][] scores) {
        int[] support = support(labels, scores);
        for (int c = 0; c < support.length; c++) {
            Arguments.classPresent(c, support[c], labels.length);
        }
        return compute(labels, scores, support);
    }

    /**
     * Computes the AUC of every class that occurs; at least two must. Classes without cases have the AUC NaN and take no
     * part in the averages.
     *
     * @param labels the class of case i, in [0, C)
     * @param scores the C scores of case i, finite: [cases][C], C at least 2
     * @return the AUCs
     * @throws IllegalArgumentException if the lengths differ, there is no case, a row is of another length, C is below 2, a
     *     label is outside [0, C), a score is NaN or infinite, or all cases are of one class
     */
    public static OneVersusRestAuc ofPresent(int[] labels, double[][] scores) {
        int[] support = support(labels, scores);
        Arguments.classPresent(labels[0], support[labels[0]], labels.length);
        return compute(labels, scores, support);
    }

    /** Counts the cases of each class, after checking labels and scores. */
    private static int[] support(int[] labels, double[][] scores) {
        int[] support = new int[Arguments.classScores(labels, scores)];
        for (int label : labels) {
            support[label]++;
        }
        return support;
    }

    private static OneVersusRestAuc compute(int[] labels, double[][] scores, int[] support) {
        double[] perClass = new double[support.length];
        double[] prevalence = new double[support.length];
        // Scores are stored case by case: reading several classes at once saves most cache misses.
        double[][] columns = new double[Math.min(CLASSES_AT_ONCE, support.length)][labels.length];
        for (int c = 0; c < support.length; c++) {
            int column = c % columns.length;
            if (column == 0) {
                gather(scores, c, columns);
            }
            perClass[c] = support[c] == 0 ? Double.NaN : auc(c, labels, columns[column], support[c]);
            prevalence[c] = (double) support[c] / labels.length;
        }
        return new OneVersusRestAuc(perClass, prevalence);
    }

    private static void gather(double[][] scores, int first, double[][] columns) {
        int count = Math.min(columns.length, scores[0].length - first);
        for (int i = 0; i < scores.length; i++) {
            for (int k = 0; k < count; k++) {
                columns[k][i] = scores[i][first + k];
            }
        }
    }

    /** Only the positives are sorted: with many classes they are few, and each negative finds its place among them. */
    private static double auc(int c, int[] labels, double[] scores, int support) {
        double[] positives = new double[support];
        int p = 0;
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] == c) {
                positives[p++] = scores[i];
            }
        }
        Arrays.sort(positives);
        long twiceWins = 0;
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] != c) {
                int atOrBelow = atOrBelow(positives, scores[i]);
                boolean tied = atOrBelow > 0 && positives[atOrBelow - 1] == scores[i];
                int below = tied ? atOrBelow(positives, Math.nextDown(scores[i])) : atOrBelow;
                twiceWins += 2L * support - atOrBelow - below;
            }
        }
        return twiceWins / 2.0 / ((double) support * (labels.length - support));
    }

    /** The number of values, sorted upwards, that are at or below a limit. */
    private static int atOrBelow(double[] sorted, double limit) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] <= limit) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /**
     * The AUC of each class against the rest.
     *
     * @return a new array of C values in [0,1]; NaN for a class without cases
     */
    public double[] perClass() {
        return perClass.clone();
    }

    /**
     * The AUC of one class against the rest.
     *
     * @param label the class, in [0, C)
     * @return the AUC, in [0,1]; empty for a class without cases
     * @throws IllegalArgumentException if the class is outside [0, C)
     */
    public OptionalDouble ofClass(int label) {
        double auc = perClass[Arguments.classIndex(label, perClass.length)];
        return Double.isNaN(auc) ? OptionalDouble.empty() : OptionalDouble.of(auc);
    }

    /**
     * The mean over the classes that occur, each counting the same.
     *
     * @return the macro average, in [0,1]
     */
    public double macro() {
        double sum = 0;
        int present = 0;
        for (double auc : perClass) {
            if (!Double.isNaN(auc)) {
                sum += auc;
                present++;
            }
        }
        return sum / present;
    }

    /**
     * The mean over the classes that occur, each counting as its share of the cases.
     *
     * @return the weighted average, in [0,1]
     */
    public double weightedByPrevalence() {
        double sum = 0;
        for (int c = 0; c < perClass.length; c++) {
            if (prevalence[c] > 0) {
                sum += prevalence[c] * perClass[c];
            }
        }
        return sum;
    }
}
