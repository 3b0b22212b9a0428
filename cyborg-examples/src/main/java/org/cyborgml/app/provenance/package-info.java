/** What results were made with: versions and hardware. */
@NullMarked
package org.cyborgml.app.provenance;

import org.jspecify.annotations.NullMarked;
