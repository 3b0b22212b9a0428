package org.cyborgml.app.cams;

import java.util.Optional;
import org.cyborgml.data.Label;

/**
 * An image whose CAM is wanted.
 *
 * @param path below the image root
 * @param label its class, if it is known
 */
public record CamSource(String path, Optional<Label> label) {}
