package org.cyborgml.scoring;

import java.util.List;

/**
 * Counts of a scoring.
 *
 * @param scored images with a row in the score file
 * @param kept the part of them whose rows an earlier, interrupted scoring wrote
 * @param failures images that could not be used: one message for each, which names it
 */
public record ScoringResult(int scored, int kept, List<String> failures) {

    /** Copies the list. */
    public ScoringResult {
        failures = List.copyOf(failures);
    }
}
