/**
 * Fitting data of other shapes to networks with a CYBORG head.
 *
 * @serial exclude
 */
@NullMarked
package org.cyborgml.data;

import org.jspecify.annotations.NullMarked;
