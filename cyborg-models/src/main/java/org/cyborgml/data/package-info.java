/** Images on disk in the authors' layout, and the batches that networks are trained on and scored with. */
@NullMarked
package org.cyborgml.data;

import org.jspecify.annotations.NullMarked;
