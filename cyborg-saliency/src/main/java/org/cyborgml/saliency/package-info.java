/**
 * Human saliency for CYBORG training: from what people marked on images to the maps that the loss compares with a network's
 * class activation maps.
 *
 * <ul>
 *   <li>{@link org.cyborgml.saliency.annotation}: marks, judgements, their JSON and CSV files, rasterisation
 *   <li>{@link org.cyborgml.saliency.map}: building, scaling, averaging maps, and bringing them to the CAM's grid
 *   <li>{@link org.cyborgml.saliency.geometry}: the joint crop of image and map
 *   <li>{@link org.cyborgml.saliency.agreement}: agreement of annotators
 *   <li>{@link org.cyborgml.saliency.batch}: whole data sets
 *   <li>{@link org.cyborgml.saliency.image}: images, their files, and Pillow's antialiased resize
 * </ul>
 *
 * <p>Image files and the blur need OpenCV's native library at run time: {@code org.bytedeco:opencv:4.5.5-1.5.7} with the
 * classifier of the platform, and {@code javacpp} and {@code openblas} with the same. The library brings their Java parts
 * only. Native memory is freed before a method returns, and nothing native is in the interface.
 */
@NullMarked
package org.cyborgml.saliency;

import org.jspecify.annotations.NullMarked;
