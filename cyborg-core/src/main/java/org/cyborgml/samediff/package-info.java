/**
 * Class activation maps and the CYBORG loss as operations for SameDiff graphs, written by hand or imported.
 *
 * @serial exclude
 */
@NullMarked
package org.cyborgml.samediff;

import org.jspecify.annotations.NullMarked;
