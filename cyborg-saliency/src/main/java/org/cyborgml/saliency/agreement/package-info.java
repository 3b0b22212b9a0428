/** How much annotators of the same image agree: pairwise IoU and Dice, and Fleiss' kappa. */
@NullMarked
package org.cyborgml.saliency.agreement;

import org.jspecify.annotations.NullMarked;
