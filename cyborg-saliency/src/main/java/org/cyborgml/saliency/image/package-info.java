/**
 * Images as plain immutable values, their files, and the resize that training needs; nothing of OpenCV shows.
 *
 * <ul>
 *   <li>{@link org.cyborgml.saliency.image.Raster}: 8- or 16-bit images, {@link org.cyborgml.saliency.image.FloatPlane}: one
 *       channel of floats, {@link org.cyborgml.saliency.image.BinaryMask}: marked pixels.
 *   <li>{@link org.cyborgml.saliency.image.ImageDecoder} reads PNG and JPEG,
 *       {@link org.cyborgml.saliency.image.PngWriter} writes PNG.
 *   <li>{@link org.cyborgml.saliency.image.AntialiasedBilinear} resizes to the very values of Pillow.
 * </ul>
 *
 * <p>Planes and images are stored row after row from the top left; {@code (x, y)} is column, then row, from 0.
 */
@NullMarked
package org.cyborgml.saliency.image;

import org.jspecify.annotations.NullMarked;
