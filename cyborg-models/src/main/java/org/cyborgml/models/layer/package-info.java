/**
 * The few layers that the networks are written in: convolution and batch norm with PyTorch's parameters, initial values
 * and arithmetic, as DL4J layers that also work alone in any graph.
 *
 * @serial exclude
 */
@NullMarked
package org.cyborgml.models.layer;

import org.jspecify.annotations.NullMarked;
