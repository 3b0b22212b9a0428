/**
 * Updaters and decay that compute what PyTorch's SGD and Adam compute.
 *
 * @serial exclude
 */
@NullMarked
package org.cyborgml.optim;

import org.jspecify.annotations.NullMarked;
