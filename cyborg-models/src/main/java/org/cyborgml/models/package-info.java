/** Networks with the CYBORG head, each built by one call: the paper's backbones and a compact one. */
@NullMarked
package org.cyborgml.models;

import org.jspecify.annotations.NullMarked;
