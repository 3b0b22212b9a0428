package org.cyborgml.app.experiment;

import java.util.Optional;

/**
 * The end of a trial in another process.
 *
 * @param failure the reason for which it could not be finished; empty if it is finished
 */
record TrialEnd(Optional<String> failure) {}
