package org.cyborgml.models.onnx;

import java.util.Locale;

/** The maps that an ONNX file gives beside the probabilities. */
public enum OnnxMaps {

    /** None: the probabilities alone. */
    NONE,

    /**
     * The network's second output, {@code saliency [N, h, w]}: the scaled CAM of each image's predicted class, or the attention map
     * of a network that has one.
     */
    PREDICTED,

    /**
     * The scaled CAMs of all classes, {@code cams [N, C, h, w]}; with one logit C is 2, and the map of class 0 is that of class 1
     * negated before it is scaled.
     */
    ALL;

    /** The name in small letters. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
