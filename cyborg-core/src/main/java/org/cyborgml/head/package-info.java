/** The CYBORG head: attached to a network that is being built, or grafted on a trained one. */
@NullMarked
package org.cyborgml.head;

import org.jspecify.annotations.NullMarked;
