/**
 * From a file or folder of annotations to a folder of maps ({@link org.cyborgml.saliency.batch.MapBatch}), one bad image not
 * stopping the others, and from there to the map of an image ({@link org.cyborgml.saliency.batch.MapFolder}).
 */
@NullMarked
package org.cyborgml.saliency.batch;

import org.jspecify.annotations.NullMarked;
