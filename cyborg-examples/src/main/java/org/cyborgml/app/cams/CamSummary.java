package org.cyborgml.app.cams;

import java.util.List;

/**
 * Counts and failures of a run.
 *
 * @param images how many have a CAM
 * @param withMap how many of them were compared with a human map
 * @param constantMaps how many more have a human map that is constant, and were not compared
 * @param failures images that could not be used, one message for each, which names it
 */
public record CamSummary(int images, int withMap, int constantMaps, List<String> failures) {

    /** Copies the list. */
    public CamSummary {
        failures = List.copyOf(failures);
    }
}
