package org.cyborgml.data;

import java.util.Optional;
import org.cyborgml.saliency.map.SaliencyMap;

/**
 * One image to train on or to validate with.
 *
 * @param image its row of the split file
 * @param classIndex the class of its label, from 0
 * @param map its saliency map on the CAM grid, scaled to [0,1]; empty if it has none
 * @param mapWeight weight of the map in the saliency term, at least 0; 1 if none is given
 */
public record Sample(LabelledImage image, int classIndex, Optional<SaliencyMap> map, double mapWeight) {

    /** The same sample with another weight of its map. */
    Sample withMapWeight(double weight) {
        return new Sample(image, classIndex, map, weight);
    }

    /** This sample without its map. */
    Sample withoutMap() {
        return new Sample(image, classIndex, Optional.empty(), mapWeight);
    }
}
