/** The command line. Only this package configures logging and ends the process. */
@NullMarked
package org.cyborgml.app.cli;

import org.jspecify.annotations.NullMarked;
