/** Scores of images by a trained network. */
@NullMarked
package org.cyborgml.examples.scoring;

import org.jspecify.annotations.NullMarked;
