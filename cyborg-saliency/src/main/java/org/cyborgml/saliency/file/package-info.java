/** Writing files so that nobody ever reads half of one. */
@NullMarked
package org.cyborgml.saliency.file;

import org.jspecify.annotations.NullMarked;
