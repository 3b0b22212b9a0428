package org.cyborgml.scoring;

import java.util.List;

/**
 * What a scoring gave.
 *
 * @param scored images with a row in the score file
 * @param kept how many of them an earlier scoring, that was stopped, had scored
 * @param failures images that could not be used, one message for each, which names it
 */
public record ScoringResult(int scored, int kept, List<String> failures) {

    /**
     * Copies the list.
     *
     * @param scored images with a row in the score file
     * @param kept how many of them an earlier scoring had scored
     * @param failures one message for each image that could not be used
     */
    public ScoringResult {
        failures = List.copyOf(failures);
    }
}
