package org.cyborgml.app.experiment;

/**
 * What {@code failed.json} of a cell holds that could not be finished.
 *
 * @param reason what went wrong, in one line
 */
public record TrialFailure(String reason) {}
