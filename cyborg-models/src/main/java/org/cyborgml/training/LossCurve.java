package org.cyborgml.training;

import java.util.List;

/**
 * A measured value after each epoch of a training, as a function of the training loss reached: for comparing two trainings at
 * equal training loss, since a network that fits more slowly is also one that is trained less. Immutable.
 *
 * @param crossEntropy mean over each epoch's steps, nats; not empty
 * @param value measured after each epoch, as many
 */
public record LossCurve(List<Double> crossEntropy, List<Double> value) {

    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if there is no epoch, or the lists are not of one length
     */
    public LossCurve {
        crossEntropy = List.copyOf(crossEntropy);
        value = List.copyOf(value);
        if (crossEntropy.isEmpty() || crossEntropy.size() != value.size()) {
            throw new IllegalArgumentException(
                    "a loss curve must have a loss and a value for each of its epochs, found " + crossEntropy.size()
                            + " losses and " + value.size() + " values");
        }
    }

    /**
     * The lowest loss of any epoch.
     *
     * @return nats
     */
    public double lowest() {
        return crossEntropy.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    }

    /**
     * The lowest loss that this training and another both reached: where they can be compared.
     *
     * @param other the other training's curve
     * @return nats
     */
    public double commonLoss(LossCurve other) {
        return Math.max(lowest(), other.lowest());
    }

    /**
     * The value where the loss first falls to a given one, on the straight line between two epochs. Where it never falls
     * so far, the value of the last epoch; where it begins below, that of the first.
     *
     * @param loss nats
     * @return the value
     */
    public double at(double loss) {
        for (int i = 0; i < crossEntropy.size(); i++) {
            if (crossEntropy.get(i) <= loss) {
                return i == 0 ? value.get(0) : between(i - 1, loss);
            }
        }
        return value.get(value.size() - 1);
    }

    private double between(int before, double loss) {
        double fall = crossEntropy.get(before) - crossEntropy.get(before + 1);
        double part = (crossEntropy.get(before) - loss) / fall;
        return value.get(before) + part * (value.get(before + 1) - value.get(before));
    }
}
