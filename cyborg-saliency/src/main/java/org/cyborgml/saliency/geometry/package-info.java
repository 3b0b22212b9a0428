/**
 * Crops of faces: whole pixels from a bounding box ({@link org.cyborgml.saliency.geometry.CropGeometry}), cut from an image and
 * its saliency map alike ({@link org.cyborgml.saliency.geometry.JointCrop}); and turned crops, with the way back
 * ({@link org.cyborgml.saliency.geometry.CropTransform}).
 */
@API(status = Status.STABLE, since = "0.1.0")
@NullMarked
package org.cyborgml.saliency.geometry;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
