/** Summary pages of saliency maps built from annotations. */
@NullMarked
package org.cyborgml.app.saliency;

import org.jspecify.annotations.NullMarked;
