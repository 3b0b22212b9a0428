package org.cyborgml.training;

import java.util.List;
import java.util.OptionalDouble;

/**
 * CNNDetection's rule (Wang et al., CVPR 2020): when the validation accuracy has not risen for five epochs, the learning rate
 * becomes a tenth, and the count and the best accuracy begin anew; a rate below 1e-6 ends the training.
 */
final class Plateau {

    private static final int PATIENCE = 5;
    private static final double FACTOR = 0.1;

    static final String LEAST_IN_WORDS = "1e-6";

    /** 1e-6, less what dividing 1e-4 by ten twice may lose. */
    private static final double LEAST = 1e-6 * (1 - 1e-9);

    private Plateau() {}

    /**
     * The rate of the next epoch.
     *
     * @param first that of the first epoch
     * @param accuracies on the validation set, of every epoch so far
     * @return the rate; empty if the training is over
     */
    static OptionalDouble rate(double first, List<Double> accuracies) {
        double rate = first;
        double best = Double.NEGATIVE_INFINITY;
        int since = 0;
        for (double accuracy : accuracies) {
            if (accuracy > best) {
                best = accuracy;
                since = 0;
            } else if (++since == PATIENCE) {
                rate *= FACTOR;
                best = Double.NEGATIVE_INFINITY;
                since = 0;
            }
        }
        return rate < LEAST ? OptionalDouble.empty() : OptionalDouble.of(rate);
    }
}
