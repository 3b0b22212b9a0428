package org.cyborgml.app.decoy;

/** The patch of a test set: all test sets hold the same clean images, each with another patch. */
enum PatchRule {
    /** In a random corner, with the value that belongs to the label. */
    AS_TRAINED,
    /** In a random corner, with one of the ten values of training, all as likely: the test of Ross et al. */
    RANDOM_VALUE,
    /** No patch. */
    NO_PATCH,
    /** In a random corner, with the value of a label drawn from the nine others: this patch always misleads. */
    OTHER_LABEL,
    /** At the border but off all corners, with the value that belongs to the label. */
    ELSEWHERE
}
