package org.cyborgml.app.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The file {@code failed.json} of a trial that could not be finished.
 *
 * @param reason what went wrong, in one line
 * @param attempt names the attempt among those of several processes; null for one that had the folder for itself
 */
public record TrialFailure(String reason, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String attempt) {}
