/** What results were made with: versions and hardware. */
@NullMarked
package org.cyborgml.examples.provenance;

import org.jspecify.annotations.NullMarked;
