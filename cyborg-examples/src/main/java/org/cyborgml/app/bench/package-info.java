/** Measures what a training step, inference and scoring cost. */
@NullMarked
package org.cyborgml.app.bench;

import org.jspecify.annotations.NullMarked;
