package org.cyborgml.data;

import java.util.Optional;
import org.cyborgml.saliency.map.SaliencyMap;

/**
 * One image to train on or to validate with.
 *
 * @param image its row of the split file
 * @param classIndex the class of its label, from 0
 * @param map its saliency map on the CAM grid, scaled to [0,1]; empty if it has none
 */
public record Sample(LabelledImage image, int classIndex, Optional<SaliencyMap> map) {

    /** This sample without its map. */
    Sample withoutMap() {
        return new Sample(image, classIndex, Optional.empty());
    }
}
