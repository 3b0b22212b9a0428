package org.cyborgml.models.onnx;

import java.util.Locale;

/** The values that an ONNX file takes as its images {@code [N, channels, H, W]}, 32-bit floats in either case. */
public enum OnnxInput {

    /** Values normalised as for the network itself: whoever runs the file normalises. */
    NORMALISED,

    /** Values of pixels from 0 to 255: the file normalises. */
    PIXELS;

    /** The name in small letters. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
