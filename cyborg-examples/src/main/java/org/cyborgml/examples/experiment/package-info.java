/**
 * Experiments: backbones x scenarios x runs, trained, tested and measured, and their files. An {@code Experiment} says what
 * is to be done; {@link org.cyborgml.examples.experiment.ExperimentFolder} is what it leaves on disk.
 */
@NullMarked
package org.cyborgml.examples.experiment;

import org.jspecify.annotations.NullMarked;
