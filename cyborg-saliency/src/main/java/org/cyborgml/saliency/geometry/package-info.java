/**
 * Cropping faces: from a bounding box to whole pixels ({@link org.cyborgml.saliency.geometry.CropGeometry}), applied to an
 * image and its saliency map alike ({@link org.cyborgml.saliency.geometry.JointCrop}).
 */
@NullMarked
package org.cyborgml.saliency.geometry;

import org.jspecify.annotations.NullMarked;
