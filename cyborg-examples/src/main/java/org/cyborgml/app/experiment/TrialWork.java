package org.cyborgml.app.experiment;

/**
 * Work that is left of a trial.
 *
 * @param images through the network, those of a training step counted as {@link PlanClock#TRAINING_STEP}
 * @param bound whether it is so much, or may be less
 */
record TrialWork(double images, Bound bound) {

    enum Bound {
        EXACT,
        AT_MOST
    }

    static TrialWork exactly(double images) {
        return new TrialWork(images, Bound.EXACT);
    }

    static TrialWork atMost(double images) {
        return new TrialWork(images, Bound.AT_MOST);
    }

    boolean isKnown() {
        return bound == Bound.EXACT;
    }
}
