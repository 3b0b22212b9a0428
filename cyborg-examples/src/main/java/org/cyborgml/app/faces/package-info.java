/** The commands {@code faces}: from photographs to images of one face each. */
@NullMarked
package org.cyborgml.app.faces;

import org.jspecify.annotations.NullMarked;
