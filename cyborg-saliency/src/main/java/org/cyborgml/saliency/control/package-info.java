/**
 * Control maps: saliency maps without the true ones' information. Training with them separates the effect of the places that
 * people marked from the effect of having any map at all. {@link org.cyborgml.saliency.control.MapControl} lists the kinds and
 * what each of them keeps.
 */
@API(status = Status.STABLE, since = "0.1.0")
@NullMarked
package org.cyborgml.saliency.control;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
