package org.cyborgml.training;

import com.google.common.primitives.ImmutableDoubleArray;
import java.util.OptionalDouble;

/**
 * Results of one epoch.
 *
 * @param losses of every step
 * @param crossEntropies of every step
 * @param saliencies mean distance of the maps of every step
 * @param trainAccuracy share of the training samples that were classified correctly while they were trained on
 * @param validationLoss mean cross-entropy of the validation batches
 * @param validationAccuracy share of the validation samples that are classified correctly
 * @param validationSaliency mean distance of the maps over the validation samples that have one; empty if none has or
 *     alpha is 1
 */
public record EpochResult(
        ImmutableDoubleArray losses,
        ImmutableDoubleArray crossEntropies,
        ImmutableDoubleArray saliencies,
        double trainAccuracy,
        double validationLoss,
        double validationAccuracy,
        OptionalDouble validationSaliency) {

    /**
     * Mean loss of the steps.
     *
     * @return the mean
     */
    public double meanLoss() {
        return losses.stream().average().orElse(Double.NaN);
    }
}
