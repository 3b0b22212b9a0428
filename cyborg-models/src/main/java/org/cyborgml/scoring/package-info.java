/** Scores of images by a trained network. */
@NullMarked
package org.cyborgml.scoring;

import org.jspecify.annotations.NullMarked;
