/**
 * Saliency maps of whole data sets: {@link org.cyborgml.saliency.batch.MapBatch} builds a folder of maps from a file or folder of
 * annotations, and goes on after images that cannot be used; {@link org.cyborgml.saliency.batch.MapFolder} finds the map of an
 * image in such a folder; {@link org.cyborgml.saliency.batch.CropBatch} crops the faces of a folder of photographs.
 */
@API(status = Status.STABLE, since = "0.1.0")
@NullMarked
package org.cyborgml.saliency.batch;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
