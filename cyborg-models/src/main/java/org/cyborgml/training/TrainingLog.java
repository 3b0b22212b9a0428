package org.cyborgml.training;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.google.common.collect.Lists;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.ArrayList;
import java.util.List;

/**
 * The log of a training so far, in the CYBORG authors' layout of {@code Logs/model_log.json}. One value per step:
 * {@code iterations} (the loss), {@code cross_entropy}, {@code saliency}. One value per epoch: {@code epoch} (mean loss of
 * its steps), {@code train_acc}, {@code validation} (mean cross-entropy of the validation batches), {@code val_acc},
 * and {@code validation_saliency} (mean distance of the maps over the validation samples that have one; no values where
 * none has, nor for epochs of alpha 1, which come last if there are others).
 *
 * <p>Immutable.
 */
public final class TrainingLog {

    @JsonProperty("iterations")
    private final List<Double> iterations;

    @JsonProperty("cross_entropy")
    private final List<Double> crossEntropy;

    @JsonProperty("saliency")
    private final List<Double> saliency;

    @JsonProperty("epoch")
    private final List<Double> epoch;

    @JsonProperty("train_acc")
    private final List<Double> trainAccuracy;

    @JsonProperty("validation")
    private final List<Double> validation;

    @JsonProperty("val_acc")
    private final List<Double> validationAccuracy;

    @JsonProperty("validation_saliency")
    private final List<Double> validationSaliency;

    @JsonCreator
    TrainingLog(
            @JsonProperty("iterations") List<Double> iterations,
            @JsonProperty("cross_entropy") List<Double> crossEntropy,
            @JsonProperty("saliency") List<Double> saliency,
            @JsonProperty("epoch") List<Double> epoch,
            @JsonProperty("train_acc") List<Double> trainAccuracy,
            @JsonProperty("validation") List<Double> validation,
            @JsonProperty("val_acc") List<Double> validationAccuracy,
            @JsonProperty("validation_saliency") List<Double> validationSaliency) {
        this.iterations = List.copyOf(iterations);
        this.crossEntropy = List.copyOf(crossEntropy);
        this.saliency = List.copyOf(saliency);
        this.epoch = List.copyOf(epoch);
        this.trainAccuracy = List.copyOf(trainAccuracy);
        this.validation = List.copyOf(validation);
        this.validationAccuracy = List.copyOf(validationAccuracy);
        this.validationSaliency = List.copyOf(validationSaliency);
    }

    static TrainingLog empty() {
        return new TrainingLog(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
    }

    /** This log with one more epoch. */
    TrainingLog with(EpochResult result) {
        return new TrainingLog(
                joined(iterations, result.losses()),
                joined(crossEntropy, result.crossEntropies()),
                joined(saliency, result.saliencies()),
                joined(epoch, ImmutableDoubleArray.of(result.meanLoss())),
                joined(trainAccuracy, ImmutableDoubleArray.of(result.trainAccuracy())),
                joined(validation, ImmutableDoubleArray.of(result.validationLoss())),
                joined(validationAccuracy, ImmutableDoubleArray.of(result.validationAccuracy())),
                joined(
                        validationSaliency,
                        result.validationSaliency().isPresent()
                                ? ImmutableDoubleArray.of(
                                        result.validationSaliency().getAsDouble())
                                : ImmutableDoubleArray.of()));
    }

    /** This log without the epochs after the first so many, each of so many steps. */
    TrainingLog upTo(int epochs, int steps) {
        return new TrainingLog(
                iterations.subList(0, epochs * steps),
                crossEntropy.subList(0, epochs * steps),
                saliency.subList(0, epochs * steps),
                epoch.subList(0, epochs),
                trainAccuracy.subList(0, epochs),
                validation.subList(0, epochs),
                validationAccuracy.subList(0, epochs),
                validationSaliency.subList(0, Math.min(epochs, validationSaliency.size())));
    }

    private static List<Double> joined(List<Double> before, ImmutableDoubleArray more) {
        List<Double> all = new ArrayList<>(before);
        all.addAll(more.asList());
        return all;
    }

    /**
     * Number of epochs that are logged.
     *
     * @return at least 0
     */
    public int epochs() {
        return epoch.size();
    }

    /**
     * Loss of every step.
     *
     * @return in order
     */
    public List<Double> iterations() {
        return iterations;
    }

    /**
     * Cross-entropy of every step.
     *
     * @return in order
     */
    public List<Double> crossEntropy() {
        return crossEntropy;
    }

    /**
     * Mean cross-entropy of every epoch's steps.
     *
     * @return nats, in order
     */
    public List<Double> crossEntropyByEpoch() {
        return byEpoch(crossEntropy);
    }

    /**
     * Mean distance of the maps over every epoch's steps.
     *
     * @return in order
     */
    public List<Double> saliencyByEpoch() {
        return byEpoch(saliency);
    }

    /** Every epoch has as many steps. */
    private List<Double> byEpoch(List<Double> steps) {
        return epochs() == 0
                ? List.of()
                : Lists.partition(steps, steps.size() / epochs()).stream()
                        .map(part -> part.stream()
                                .mapToDouble(Double::doubleValue)
                                .average()
                                .orElse(Double.NaN))
                        .toList();
    }

    /**
     * Mean distance of the maps of every step.
     *
     * @return in order
     */
    public List<Double> saliency() {
        return saliency;
    }

    /**
     * Mean loss of every epoch's steps.
     *
     * @return in order
     */
    public List<Double> epoch() {
        return epoch;
    }

    /**
     * Accuracy on the training set while it was trained on, of every epoch.
     *
     * @return in [0,1]
     */
    public List<Double> trainAccuracy() {
        return trainAccuracy;
    }

    /**
     * Mean cross-entropy of the validation batches, of every epoch.
     *
     * @return in order
     */
    public List<Double> validation() {
        return validation;
    }

    /**
     * Accuracy on the validation set, of every epoch.
     *
     * @return in [0,1]
     */
    public List<Double> validationAccuracy() {
        return validationAccuracy;
    }

    /**
     * Mean distance of the maps over the validation samples that have one, of every epoch.
     *
     * @return no values where there is no such sample or the training is classical
     */
    public List<Double> validationSaliency() {
        return validationSaliency;
    }

    /**
     * The epoch that a training gives: the last of those with the highest validation accuracy (authors' code).
     *
     * @return counted from 0; -1 if none is logged
     */
    public int bestEpoch() {
        int best = -1;
        for (int i = 0; i < epochs(); i++) {
            if (best < 0 || validationAccuracy.get(i) >= validationAccuracy.get(best)) {
                best = i;
            }
        }
        return best;
    }
}
