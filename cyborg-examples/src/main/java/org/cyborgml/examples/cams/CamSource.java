package org.cyborgml.examples.cams;

import java.util.Optional;
import org.cyborgml.examples.data.Label;

/**
 * An image whose CAM is wanted.
 *
 * @param path below the image root
 * @param label its class, if it is known
 */
public record CamSource(String path, Optional<Label> label) {}
