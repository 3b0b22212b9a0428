/** What the programs know of the terminal that they run in. */
@NullMarked
package org.cyborgml.app.console;

import org.jspecify.annotations.NullMarked;
