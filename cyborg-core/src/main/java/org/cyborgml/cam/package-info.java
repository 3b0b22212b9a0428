/** Class activation maps: the classifier as maps per class, and their use at inference. */
@NullMarked
package org.cyborgml.cam;

import org.jspecify.annotations.NullMarked;
