/**
 * Experiments: backbones x scenarios x runs, trained, tested and measured, and their files. An {@code Experiment} says what
 * is to be done; {@link org.cyborgml.app.experiment.ExperimentFolder} is what it leaves on disk.
 */
@NullMarked
package org.cyborgml.app.experiment;

import org.jspecify.annotations.NullMarked;
