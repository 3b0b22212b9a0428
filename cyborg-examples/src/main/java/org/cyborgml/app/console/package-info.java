/** Progress of commands and experiments on the terminal. */
@NullMarked
package org.cyborgml.app.console;

import org.jspecify.annotations.NullMarked;
