/**
 * What DL4J layers that are computed by code of their own, instead of by SameDiff, have in common.
 *
 * @serial exclude
 */
@NullMarked
package org.cyborgml.layer;

import org.jspecify.annotations.NullMarked;
