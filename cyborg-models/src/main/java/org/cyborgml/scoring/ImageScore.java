package org.cyborgml.scoring;

import com.google.common.primitives.ImmutableDoubleArray;
import java.util.Objects;
import org.cyborgml.data.ClassNames;

/**
 * Output of a network for one image. Immutable.
 *
 * @param path of the image
 * @param classes of the network
 * @param logits one for each class, or a single one, that of class 1, where the network tells two classes apart by one
 */
public record ImageScore(String path, ClassNames classes, ImmutableDoubleArray logits) {

    /**
     * Checks the number of logits.
     *
     * @throws IllegalArgumentException if there are more or fewer
     */
    public ImageScore {
        if (logits.length() != classes.size() && !(logits.length() == 1 && classes.size() == 2)) {
            throw new IllegalArgumentException(
                    "a network of " + logits.length() + " logits does not tell " + classes.size() + " classes apart");
        }
    }

    /**
     * The score of class 1 as the CYBORG authors' code has it: the sigmoid of its logit, not a softmax. For two classes
     * only.
     *
     * @return in [0,1]
     */
    public double score() {
        if (classes.size() > 2) {
            throw new IllegalStateException(
                    "a score is of two classes, this network has " + classes.size() + ": use probability");
        }
        return sigmoid(logits.get(logits.length() - 1));
    }

    /**
     * The predicted class: that of the largest logit; the first of equal ones.
     *
     * @return from 0
     */
    public int predicted() {
        if (logits.length() == 1) {
            return logits.get(0) > 0 ? 1 : 0;
        }
        int best = 0;
        for (int i = 1; i < logits.length(); i++) {
            best = logits.get(i) > logits.get(best) ? i : best;
        }
        return best;
    }

    /**
     * The name of the predicted class.
     *
     * @return its name
     */
    public String predictedName() {
        return classes.name(predicted());
    }

    /**
     * The probability of a class: the softmax of the logits, or the sigmoid of a single one.
     *
     * @param classIndex from 0
     * @return in [0,1]; over all classes they sum up to 1
     * @throws IndexOutOfBoundsException if there is no such class
     */
    public double probability(int classIndex) {
        if (logits.length() == 1) {
            double ofOne = sigmoid(logits.get(0));
            return Objects.checkIndex(classIndex, classes.size()) == 1 ? ofOne : 1 - ofOne;
        }
        double largest = logits.stream().max().orElseThrow();
        double sum = logits.stream().map(logit -> Math.exp(logit - largest)).sum();
        return Math.exp(logits.get(classIndex) - largest) / sum;
    }

    private static double sigmoid(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }
}
