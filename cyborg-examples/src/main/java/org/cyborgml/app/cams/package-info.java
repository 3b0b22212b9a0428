/** Class activation maps of images by a trained network: overlays, their mean, agreement with human maps. */
@NullMarked
package org.cyborgml.app.cams;

import org.jspecify.annotations.NullMarked;
