package org.cyborgml.scoring;

import org.cyborgml.saliency.map.SaliencyMap;

/**
 * The score of an image with the class activation map behind it.
 *
 * @param score output of the network
 * @param cam the CAM of the predicted class, scaled to [0,1], on the network's grid; all zeros if it is constant
 */
public record Explanation(ImageScore score, SaliencyMap cam) {}
