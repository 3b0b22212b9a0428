/** The four scenarios of the paper as programs of their own: what to copy from. */
@NullMarked
package org.cyborgml.examples.scenarios;

import org.jspecify.annotations.NullMarked;
