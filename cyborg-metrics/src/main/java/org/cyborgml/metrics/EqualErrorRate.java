package org.cyborgml.metrics;

/**
 * The equal error rate (EER) of a detector: the error rate at which the share of negatives called positive equals the
 * share of positives that are missed.
 *
 * <p>The rate is that of the point where the ROC curve, taken as straight segments between its points, crosses the line
 * FPR = 1 - TPR. In general no threshold realises it; the threshold given is that of the one of the two neighbouring
 * points at which FPR and FNR differ less (the lower threshold if they differ equally).
 *
 * @param rate the equal error rate, in [0,1]
 * @param threshold a score of the data: cases at or above it are called positive
 */
public record EqualErrorRate(double rate, double threshold) {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if the rate is outside [0,1] or the threshold is not finite
     */
    public EqualErrorRate {
        Arguments.rate("rate", rate);
        Arguments.finite("threshold", threshold);
    }
}
