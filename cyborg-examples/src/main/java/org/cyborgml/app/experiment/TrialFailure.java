package org.cyborgml.app.experiment;

/**
 * The file {@code failed.json} of a trial that could not be finished.
 *
 * @param reason what went wrong, in one line
 */
public record TrialFailure(String reason) {}
