/**
 * Class activation maps: the classifier as maps per class, and their use at inference.
 *
 * @serial exclude
 */
@NullMarked
package org.cyborgml.cam;

import org.jspecify.annotations.NullMarked;
