/**
 * Saliency maps: made of annotations ({@link org.cyborgml.saliency.map.SaliencyMapBuilder}), of masks and of images
 * ({@link org.cyborgml.saliency.map.SaliencyMap}), brought to the grid on which training compares them with a network's
 * class activation map ({@link org.cyborgml.saliency.map.CamGrid}), and averaged over a data set
 * ({@link org.cyborgml.saliency.map.MeanMapAccumulator}).
 *
 * <p>Source: Boyd, Tinsley, Bowyer, Czajka, "CYBORG: Blending Human Saliency Into the Loss Improves Deep Learning-Based
 * Synthetic Face Detection", WACV 2023, sections 4.3 and 6.
 */
@API(status = Status.STABLE, since = "0.1.0")
@NullMarked
package org.cyborgml.saliency.map;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
