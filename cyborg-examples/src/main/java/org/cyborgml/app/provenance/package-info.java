/** Provenance of results: versions and hardware. */
@NullMarked
package org.cyborgml.app.provenance;

import org.jspecify.annotations.NullMarked;
