package org.cyborgml.app.decoy;

import com.google.common.collect.ImmutableMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.cyborgml.training.LossCurve;

/**
 * One training of the study and its tests.
 *
 * @param arm the arm's name
 * @param seed of weights, batches and patches
 * @param values all columns
 * @param epochs one entry per epoch
 */
record StudyTrial(String arm, long seed, Map<Column, Double> values, List<EpochRow> epochs) {

    StudyTrial {
        values = ImmutableMap.copyOf(values);
        epochs = List.copyOf(epochs);
    }

    /**
     * An epoch.
     *
     * @param epoch counted from 1
     * @param crossEntropy mean over its steps, nats
     * @param saliency mean distance of the maps over its steps
     * @param validationAccuracy after it
     * @param randomValueAccuracy after it, on the first images of {@link PatchRule#RANDOM_VALUE}; no choice is made by it
     */
    record EpochRow(
            int epoch, double crossEntropy, double saliency, double validationAccuracy, double randomValueAccuracy) {}

    /** The accuracy on random patch values by the training's cross-entropy. */
    LossCurve followed() {
        return new LossCurve(
                epochs.stream().map(EpochRow::crossEntropy).toList(),
                epochs.stream().map(EpochRow::randomValueAccuracy).toList());
    }

    double value(Column column) {
        return Objects.requireNonNull(values.get(column));
    }

    boolean isOf(String armName, long ofSeed) {
        return arm.equals(armName) && seed == ofSeed;
    }
}
