/**
 * The CYBORG loss: classification plus the distance of the model's saliency from people's.
 *
 * <p>{@link org.cyborgml.loss.CyborgLoss} says what is computed; {@link org.cyborgml.head.CyborgHead} attaches it to a
 * network. {@link org.cyborgml.loss.ClassificationLossLayer} and {@link org.cyborgml.loss.SaliencyLossLayer} are the two
 * output layers, each of which also works alone.
 *
 * @serial exclude
 */
@NullMarked
package org.cyborgml.loss;

import org.jspecify.annotations.NullMarked;
