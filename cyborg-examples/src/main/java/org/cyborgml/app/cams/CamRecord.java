package org.cyborgml.app.cams;

import java.util.Optional;
import org.cyborgml.saliency.map.SaliencyMap;

/**
 * A network's output for one image.
 *
 * @param source the image
 * @param predicted the predicted class
 * @param probability of that class, in [0,1]
 * @param score sigmoid of the last logit, as score files have it
 * @param shown the class whose CAM this is
 * @param cam its scaled CAM
 * @param human the image's human map on the CAM's grid, if there is one
 * @param measures agreement of the two, if there is a human map that is not constant
 */
record CamRecord(
        CamSource source,
        int predicted,
        double probability,
        double score,
        int shown,
        SaliencyMap cam,
        Optional<SaliencyMap> human,
        Optional<MapMeasures> measures) {}
