package org.cyborgml.app.decoy;

import com.google.common.collect.ImmutableMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.cyborgml.training.LossCurve;

/**
 * What one trained network of the study leaves.
 *
 * @param arm the arm's name
 * @param seed of weights, batches and patches
 * @param values all columns
 * @param epochs one entry per epoch
 */
record Cell(String arm, long seed, Map<Column, Double> values, List<Epoch> epochs) {

    Cell {
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
     * @param randomValueAccuracy after it, on the first images of {@link TestSet#RANDOM_VALUE}; no choice is made by it
     */
    record Epoch(
            int epoch, double crossEntropy, double saliency, double validationAccuracy, double randomValueAccuracy) {}

    /** The accuracy on random patch values by the training's cross-entropy. */
    LossCurve followed() {
        return new LossCurve(
                epochs.stream().map(Epoch::crossEntropy).toList(),
                epochs.stream().map(Epoch::randomValueAccuracy).toList());
    }

    double value(Column column) {
        return Objects.requireNonNull(values.get(column));
    }

    boolean isOf(String armName, long ofSeed) {
        return arm.equals(armName) && seed == ofSeed;
    }
}
