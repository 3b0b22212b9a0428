package org.cyborgml.metrics;

import java.util.OptionalDouble;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Counts of true against predicted classes, and the metrics that follow from them.
 *
 * <p>Row t, column p holds the number of cases of class t that were predicted as class p. A rate whose denominator is 0 is
 * undefined and comes back empty: precision of a class that was never predicted, recall of a class without cases, F1 of a
 * class that is neither. Instances are immutable and take 4 C&sup2; bytes.
 */
public final class ConfusionMatrix {
    private final int[][] counts;
    private final int[] support;
    private final int[] predicted;

    private ConfusionMatrix(int[][] counts) {
        this.counts = counts;
        support = new int[counts.length];
        predicted = new int[counts.length];
        for (int t = 0; t < counts.length; t++) {
            for (int p = 0; p < counts.length; p++) {
                support[t] += counts[t][p];
                predicted[p] += counts[t][p];
            }
        }
    }

    /**
     * Counts predictions.
     *
     * @param labels the class of case i, in [0, classes)
     * @param predictions the predicted class of case i, in [0, classes)
     * @param classes the number of classes C, at least 2; a class need not occur
     * @return the counts
     * @throws IllegalArgumentException if the lengths differ, there is no case, there are fewer than 2 classes, or a label
     *     or prediction is outside [0, classes)
     */
    public static ConfusionMatrix of(int[] labels, int[] predictions, int classes) {
        Arguments.sameLength("labels", labels.length, "predictions", predictions.length);
        Arguments.notEmpty("labels", labels.length);
        Arguments.classCount(classes);
        Arguments.classLabels("labels", labels, classes);
        Arguments.classLabels("predictions", predictions, classes);
        int[][] counts = new int[classes][classes];
        for (int i = 0; i < labels.length; i++) {
            counts[labels[i]][predictions[i]]++;
        }
        return new ConfusionMatrix(counts);
    }

    /**
     * The number of classes.
     *
     * @return C, at least 2
     */
    public int classes() {
        return counts.length;
    }

    /**
     * The number of cases.
     *
     * @return at least 1
     */
    public int cases() {
        int sum = 0;
        for (int count : support) {
            sum += count;
        }
        return sum;
    }

    /**
     * The number of cases of one class that were predicted as another, or as the same.
     *
     * @param label the true class, in [0, C)
     * @param prediction the predicted class, in [0, C)
     * @return the count
     * @throws IllegalArgumentException if a class is outside [0, C)
     */
    public int count(int label, int prediction) {
        return counts[index(label)][index(prediction)];
    }

    /**
     * The number of cases of a class.
     *
     * @param label the class, in [0, C)
     * @return the count, 0 for a class that does not occur
     * @throws IllegalArgumentException if the class is outside [0, C)
     */
    public int support(int label) {
        return support[index(label)];
    }

    /**
     * The number of cases that were predicted as a class.
     *
     * @param label the class, in [0, C)
     * @return the count, 0 for a class that was never predicted
     * @throws IllegalArgumentException if the class is outside [0, C)
     */
    public int predicted(int label) {
        return predicted[index(label)];
    }

    /**
     * Precision of a class: the share of the cases predicted as it that belong to it.
     *
     * @param label the class, in [0, C)
     * @return the precision, in [0,1]; empty if the class was never predicted
     * @throws IllegalArgumentException if the class is outside [0, C)
     */
    public OptionalDouble precision(int label) {
        return share(count(label, label), predicted(label));
    }

    /**
     * Recall of a class: the share of its cases that were predicted as it.
     *
     * @param label the class, in [0, C)
     * @return the recall, in [0,1]; empty if the class has no case
     * @throws IllegalArgumentException if the class is outside [0, C)
     */
    public OptionalDouble recall(int label) {
        return share(count(label, label), support(label));
    }

    /**
     * F1 of a class: the harmonic mean of precision and recall, 2 TP / (2 TP + FP + FN).
     *
     * @param label the class, in [0, C)
     * @return the score, in [0,1]; empty if the class has no case and was never predicted
     * @throws IllegalArgumentException if the class is outside [0, C)
     */
    public OptionalDouble f1(int label) {
        return share(2L * count(label, label), (long) support(label) + predicted(label));
    }

    /**
     * The share of all cases that were predicted correctly.
     *
     * @return the accuracy, in [0,1]
     */
    public double accuracy() {
        long correct = 0;
        for (int c = 0; c < counts.length; c++) {
            correct += counts[c][c];
        }
        return (double) correct / cases();
    }

    /**
     * The mean recall of the classes that occur, each counting the same; scikit-learn's {@code balanced_accuracy_score}.
     *
     * @return the balanced accuracy, in [0,1]
     */
    public double balancedAccuracy() {
        return mean(this::recall);
    }

    /**
     * The mean F1 of the classes that occur or were predicted, each counting the same.
     *
     * @return the macro F1, in [0,1]
     */
    public double macroF1() {
        return mean(this::f1);
    }

    private double mean(IntFunction<OptionalDouble> metric) {
        return IntStream.range(0, counts.length)
                .mapToObj(metric)
                .flatMapToDouble(OptionalDouble::stream)
                .average()
                .orElseThrow();
    }

    private static OptionalDouble share(long part, long whole) {
        return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) part / whole);
    }

    private int index(int label) {
        return Arguments.classIndex(label, counts.length);
    }
}
