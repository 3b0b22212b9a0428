/** What the programs know of the terminal that they run in. */
@NullMarked
package org.cyborgml.examples.console;

import org.jspecify.annotations.NullMarked;
