/**
 * Saliency maps of whole data sets: {@link org.cyborgml.saliency.batch.MapBatch} builds a folder of maps from a file or folder of
 * annotations, and goes on after images that cannot be used; {@link org.cyborgml.saliency.batch.MapFolder} finds the map of an
 * image in such a folder; {@link org.cyborgml.saliency.batch.CropBatch} crops the faces of a folder of photographs.
 */
@NullMarked
package org.cyborgml.saliency.batch;

import org.jspecify.annotations.NullMarked;
