/** One training of one network on one split file: settings, epochs, logs, and going on after an interruption. */
@NullMarked
package org.cyborgml.training;

import org.jspecify.annotations.NullMarked;
