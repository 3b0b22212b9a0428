package org.cyborgml.models.layer;

/** The times at which the host's copy of parameters that are trained on a device is brought up to date. */
public enum HostParameters {

    /** After each step, so that listeners, {@code params()} and files have the last one's: 2 ms a step for ResNet50. */
    AFTER_EACH_STEP,

    /**
     * When {@link NetworkUpdater#download} is called; until then the host has those of the last call. Parameters that layers
     * read on the host, such as the classifier's, follow each step all the same.
     */
    WHEN_ASKED
}
