/**
 * Checks that a machine's GPUs can run ND4J's CUDA backend before that backend is loaded: a GPU that it has no code for ends in
 * an obscure error inside native code.
 */
@NullMarked
package org.cyborgml.app.gpu;

import org.jspecify.annotations.NullMarked;
