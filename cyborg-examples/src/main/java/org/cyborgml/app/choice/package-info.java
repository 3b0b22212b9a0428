/** The choice of one setting out of many, as a page. */
@NullMarked
package org.cyborgml.app.choice;

import org.jspecify.annotations.NullMarked;
