/**
 * Class activation maps and other explanations of images by a trained network: overlays, their mean, agreement with human maps,
 * checks.
 */
@NullMarked
package org.cyborgml.app.cams;

import org.jspecify.annotations.NullMarked;
