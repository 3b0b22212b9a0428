/** Measures what a training step, inference and scoring cost. */
@NullMarked
package org.cyborgml.examples.bench;

import org.jspecify.annotations.NullMarked;
