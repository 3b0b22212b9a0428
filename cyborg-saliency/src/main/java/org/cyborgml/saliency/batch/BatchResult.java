package org.cyborgml.saliency.batch;

import java.util.List;

/**
 * Result of a batch. An image is in one of the lists, never in both.
 *
 * @param maps images that got a map, in their order
 * @param failures images that got none, and why; one entry for each problem
 */
public record BatchResult(List<BatchMap> maps, List<BatchFailure> failures) {

    /** Copies the lists. */
    public BatchResult {
        maps = List.copyOf(maps);
        failures = List.copyOf(failures);
    }

    /**
     * The images whose map is constant, so that it guides no training.
     *
     * @return their paths, in the order of the maps
     */
    public List<String> constant() {
        return maps.stream()
                .filter(map -> map.content() == BatchMap.Content.CONSTANT)
                .map(BatchMap::image)
                .toList();
    }
}
