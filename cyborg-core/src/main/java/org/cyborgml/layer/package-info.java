/**
 * Base classes of DL4J layers on feature maps that are computed by closed forms instead of by SameDiff.
 *
 * <p>{@link org.cyborgml.layer.ClosedFormLayer} is the configuration, which DL4J writes to JSON;
 * {@link org.cyborgml.layer.ClosedFormRuntime} computes the output {@code [N, C, H, W]} and the gradients. A layer of your own
 * extends both:
 *
 * <pre>{@code
 * public final class DoublingLayer extends ClosedFormLayer {
 *     protected ClosedFormRuntime runtime(NeuralNetConfiguration conf, DataType type) {
 *         return new DoublingRuntime(conf, type);     // activate: 2 x, backpropGradient: 2 epsilon
 *     }
 *     ...
 * }
 * }</pre>
 *
 * <p>Reason: in DL4J M2.1 a {@code SameDiffLayer} inside a network doubles the gradients of itself and of all layers below
 * it. Check a new layer with {@link org.cyborgml.gradientcheck.GradientCheck}.
 *
 * @serial exclude
 */
@API(status = Status.EXPERIMENTAL, since = "0.1.0")
@NullMarked
package org.cyborgml.layer;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
