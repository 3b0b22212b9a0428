/**
 * Maps that a training with saliency maps is compared with, so that an effect of where people look can be told from that of
 * having maps at all ({@link org.cyborgml.saliency.control.MapControl} says what each tells).
 */
@NullMarked
package org.cyborgml.saliency.control;

import org.jspecify.annotations.NullMarked;
