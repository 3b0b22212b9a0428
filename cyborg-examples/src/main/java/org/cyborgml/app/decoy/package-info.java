/**
 * Decoy images after Ross et al. 2017, on which a network may learn a patch in place of the object, and the full study of
 * CYBORG on them.
 */
@NullMarked
package org.cyborgml.app.decoy;

import org.jspecify.annotations.NullMarked;
