package org.cyborgml.saliency.batch;

import java.util.List;

/**
 * What came of a batch: every image is in exactly one of the lists.
 *
 * @param maps images that got a map, in their order
 * @param failures images that got none, and why
 */
public record BatchResult(List<BatchMap> maps, List<BatchFailure> failures) {

    /**
     * Copies the lists.
     *
     * @param maps images that got a map, in their order
     * @param failures images that got none, and why
     */
    public BatchResult {
        maps = List.copyOf(maps);
        failures = List.copyOf(failures);
    }
}
