/**
 * Finite-difference checks of a network's gradients, for networks with a CYBORG head and for any other ComputationGraph:
 *
 * <pre>{@code
 * GradientCheckReport report = GradientCheck.withDefaults().withSample(50, 1).check(network, batch);
 * report.requirePassed();
 * }</pre>
 *
 * <p>The network must be of data type DOUBLE. It may have any updater, several outputs and label masks. The report lists
 * every element that fails.
 *
 * @serial exclude
 */
@API(status = Status.STABLE, since = "0.1.0")
@NullMarked
package org.cyborgml.gradientcheck;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
