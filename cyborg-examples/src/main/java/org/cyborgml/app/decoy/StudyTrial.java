package org.cyborgml.app.decoy;

import com.google.common.collect.ImmutableMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.cyborgml.training.LossCurve;
import org.cyborgml.training.TrainingLog;

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
            int epoch, double crossEntropy, double saliency, double validationAccuracy, double randomValueAccuracy) {

        /**
         * The epochs of a training.
         *
         * @param log of the training
         * @param images number of training images
         * @param batch images per step
         * @param accuracies on random patch values, by epoch
         */
        static List<EpochRow> of(TrainingLog log, int images, int batch, List<Double> accuracies) {
            return IntStream.range(0, log.epochs())
                    .mapToObj(e -> new EpochRow(
                            e + 1,
                            overImages(log.crossEntropy(), e, images, batch),
                            overImages(log.saliency(), e, images, batch),
                            log.validationAccuracy().get(e),
                            accuracies.get(e)))
                    .toList();
        }

        /** Mean over the images of an epoch; the log has means over batches, of which the last may be smaller. */
        private static double overImages(List<Double> ofSteps, int epoch, int images, int batch) {
            int steps = (images + batch - 1) / batch;
            double sum = 0;
            for (int step = 0; step < steps; step++) {
                sum += ofSteps.get(epoch * steps + step) * Math.min(batch, images - step * batch);
            }
            return sum / images;
        }
    }

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
