/** Summary pages of saliency maps built from annotations. */
@NullMarked
package org.cyborgml.examples.saliency;

import org.jspecify.annotations.NullMarked;
