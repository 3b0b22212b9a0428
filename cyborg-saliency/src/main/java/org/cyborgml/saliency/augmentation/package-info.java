/**
 * Random changes of training images that their saliency maps follow: a step that moves pixels moves those of the map alike, a
 * step that only changes colours leaves the map as it is. {@link org.cyborgml.saliency.augmentation.Augmentation} is a list of
 * {@link org.cyborgml.saliency.augmentation.AugmentationStep}s; what it does to an image is decided by a seed alone.
 */
@API(status = Status.STABLE, since = "0.1.0")
@NullMarked
package org.cyborgml.saliency.augmentation;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
