/**
 * Control maps: saliency maps without the true ones' information. Training with them separates the effect of the places that
 * people marked from the effect of having any map at all. {@link org.cyborgml.saliency.control.MapControl} lists the kinds and
 * what each of them keeps.
 */
@NullMarked
package org.cyborgml.saliency.control;

import org.jspecify.annotations.NullMarked;
