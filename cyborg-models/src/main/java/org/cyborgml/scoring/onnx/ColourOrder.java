package org.cyborgml.scoring.onnx;

import java.util.Locale;

/** The orders in which a network takes the channels of an image. */
public enum ColourOrder {
    /** Red, green, blue. */
    RGB,

    /** Blue, green, red, as OpenCV's programs have it. */
    BGR;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
