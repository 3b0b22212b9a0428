package org.cyborgml.app.experiment;

import org.cyborgml.training.Epoch;
import org.cyborgml.training.TrainingSettings;

/**
 * Work that is left of a trial.
 *
 * @param images through the network, those of a training step counted as {@link PlanClock#TRAINING_STEP}
 * @param bound whether it is so much, or may be less
 */
public record TrialWork(double images, Bound bound) {

    /** Exactness of an amount of work. */
    public enum Bound {
        /** So much. */
        EXACT,
        /** So much or less. */
        AT_MOST
    }

    /** Known work. */
    public static TrialWork exactly(double images) {
        return new TrialWork(images, Bound.EXACT);
    }

    static TrialWork atMost(double images) {
        return new TrialWork(images, Bound.AT_MOST);
    }

    /** Work of which there are epochs, and these may end before their number is reached. */
    static TrialWork ofTraining(TrainingSettings settings, double images) {
        return settings.schedule().ending() == Epoch.Ending.ON_PLATEAU ? atMost(images) : exactly(images);
    }

    boolean isKnown() {
        return bound == Bound.EXACT;
    }
}
