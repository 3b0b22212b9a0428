package org.cyborgml.saliency.format;

/** Uses of the durations in a table of fixations. */
public enum DurationUse {
    /** A fixation weighs as much as it lasts. */
    WEIGHT,
    /** All fixations weigh the same. */
    IGNORE
}
