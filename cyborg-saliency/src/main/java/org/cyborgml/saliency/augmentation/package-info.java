/**
 * Random changes of training images that their saliency maps follow: whatever moves pixels moves the map's alike, whatever
 * only changes colours leaves the map alone. {@link org.cyborgml.saliency.augmentation.Augmentation} is a list of
 * {@link org.cyborgml.saliency.augmentation.AugmentationStep}s; what it does to an image is decided by a seed alone.
 */
@NullMarked
package org.cyborgml.saliency.augmentation;

import org.jspecify.annotations.NullMarked;
