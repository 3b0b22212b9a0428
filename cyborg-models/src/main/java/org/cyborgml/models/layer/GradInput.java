package org.cyborgml.models.layer;

/** The choice of computing a layer's gradient with respect to its input. */
public enum GradInput {

    /** Computed, and handed to the layer below. */
    COMPUTED,

    /** Not computed. Right for a layer that reads the network's input, since nothing below it learns. */
    SKIPPED
}
