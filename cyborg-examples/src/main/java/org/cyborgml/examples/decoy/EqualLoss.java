package org.cyborgml.examples.decoy;

import java.util.List;

/**
 * Classical training at the training loss of another one: CYBORG may fit more slowly or faster, and a network that is merely
 * trained less has learnt less of the patch too.
 */
final class EqualLoss {

    private EqualLoss() {}

    /**
     * The accuracy of a training at the epoch where its cross-entropy first falls to a value, on the straight line between
     * two epochs. Where it never falls so far, that of its last epoch; where it begins below, that of its first.
     *
     * @param epochs of the training, at least one
     * @param crossEntropy mean of an epoch's steps, nats
     * @return accuracy on random patch values
     */
    static double accuracyAt(List<Cell.Epoch> epochs, double crossEntropy) {
        Cell.Epoch before = epochs.get(0);
        for (Cell.Epoch epoch : epochs) {
            if (epoch.crossEntropy() <= crossEntropy) {
                double fall = before.crossEntropy() - epoch.crossEntropy();
                double part = fall > 0 ? (before.crossEntropy() - crossEntropy) / fall : 1;
                return before.randomValueAccuracy()
                        + Math.max(0, part) * (epoch.randomValueAccuracy() - before.randomValueAccuracy());
            }
            before = epoch;
        }
        return before.randomValueAccuracy();
    }
}
