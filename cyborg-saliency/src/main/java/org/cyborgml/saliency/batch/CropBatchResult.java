package org.cyborgml.saliency.batch;

import java.util.List;
import org.cyborgml.saliency.face.CropTable;

/**
 * Result of a batch of crops. A photograph is in one of the three.
 *
 * @param crops written crops, in the order of the photographs
 * @param withoutFace paths of the photographs on which no face was found
 * @param failures photographs that could not be used, and why
 */
public record CropBatchResult(CropTable crops, List<String> withoutFace, List<BatchFailure> failures) {

    /** Copies the lists. */
    public CropBatchResult {
        withoutFace = List.copyOf(withoutFace);
        failures = List.copyOf(failures);
    }
}
