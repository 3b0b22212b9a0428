package org.cyborgml.metrics;

/**
 * The AUCs of a classifier of several classes, each class against the rest.
 *
 * <p>For class c the positives are the cases of class c and the score is the c-th of each case. The scores need not be
 * probabilities; any number that ranks the cases within a class will do.
 */
public final class OneVersusRestAuc {
    private final double[] perClass;
    private final double[] prevalence;

    private OneVersusRestAuc(double[] perClass, double[] prevalence) {
        this.perClass = perClass;
        this.prevalence = prevalence;
    }

    /**
     * Computes the AUC of every class.
     *
     * @param labels the class of case i, in [0, C)
     * @param scores the C scores of case i, finite: [cases][C], C at least 2
     * @return the AUCs
     * @throws IllegalArgumentException if the lengths differ, there is no case, a row is of another length, C is below 2, a
     *     label is outside [0, C), a score is NaN or infinite, or a class has no case or all of them
     */
    public static OneVersusRestAuc of(int[] labels, double[][] scores) {
        Arguments.sameLength("labels", labels.length, "scores", scores.length);
        Arguments.notEmpty("scores", scores.length);
        int classes = Arguments.atLeast("number of classes", scores[0].length, 2);
        Arguments.classLabels(labels, classes);
        for (int i = 0; i < scores.length; i++) {
            Arguments.rowLength("scores", i, classes, scores[i].length);
            Arguments.finite("scores[" + i + "]", scores[i]);
        }
        double[] perClass = new double[classes];
        double[] prevalence = new double[classes];
        boolean[] positive = new boolean[labels.length];
        double[] column = new double[labels.length];
        for (int c = 0; c < classes; c++) {
            int count = 0;
            for (int i = 0; i < labels.length; i++) {
                positive[i] = labels[i] == c;
                column[i] = scores[i][c];
                count += positive[i] ? 1 : 0;
            }
            Arguments.classPresent(c, count, labels.length);
            perClass[c] = BinaryScores.of(positive, column).auc();
            prevalence[c] = (double) count / labels.length;
        }
        return new OneVersusRestAuc(perClass, prevalence);
    }

    /**
     * The AUC of each class against the rest.
     *
     * @return a new array of C values in [0,1]
     */
    public double[] perClass() {
        return perClass.clone();
    }

    /**
     * The mean over the classes, each counting the same.
     *
     * @return the macro average, in [0,1]
     */
    public double macro() {
        double sum = 0;
        for (double auc : perClass) {
            sum += auc;
        }
        return sum / perClass.length;
    }

    /**
     * The mean over the classes, each counting as its share of the cases.
     *
     * @return the weighted average, in [0,1]
     */
    public double weightedByPrevalence() {
        double sum = 0;
        for (int c = 0; c < perClass.length; c++) {
            sum += prevalence[c] * perClass[c];
        }
        return sum;
    }
}
