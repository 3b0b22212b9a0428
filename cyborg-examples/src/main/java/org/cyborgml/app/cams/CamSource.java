package org.cyborgml.app.cams;

import java.util.Optional;

/**
 * An image whose CAM is wanted.
 *
 * @param path below the image root
 * @param label the name of its class, if it is known
 */
public record CamSource(String path, Optional<String> label) {}
