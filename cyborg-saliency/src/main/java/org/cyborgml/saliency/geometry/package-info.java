/**
 * Crops of faces: whole pixels from a bounding box ({@link org.cyborgml.saliency.geometry.CropGeometry}), cut from an image and
 * its saliency map alike ({@link org.cyborgml.saliency.geometry.JointCrop}); and turned crops, with the way back
 * ({@link org.cyborgml.saliency.geometry.CropTransform}).
 */
@NullMarked
package org.cyborgml.saliency.geometry;

import org.jspecify.annotations.NullMarked;
