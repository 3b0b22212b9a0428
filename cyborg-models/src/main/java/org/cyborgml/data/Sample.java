package org.cyborgml.data;

import java.util.Optional;
import org.cyborgml.saliency.map.SaliencyMap;

/**
 * One image to train on or to validate with.
 *
 * @param image its row of the split file
 * @param map its saliency map on the CAM grid, scaled to [0,1]; empty if it has none
 */
public record Sample(LabelledImage image, Optional<SaliencyMap> map) {}
