/** Finite-difference checks of a network's gradients, for this library's heads and for users' own. */
@NullMarked
package org.cyborgml.gradientcheck;

import org.jspecify.annotations.NullMarked;
