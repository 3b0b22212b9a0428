package org.cyborgml.models.onnx;

import java.util.Locale;

/** The sides of an ONNX file's images {@code [N, channels, H, W]} that are left open. */
public enum OnnxShape {

    /** N, and H and W where no layer of the network is bound to one size. */
    OPEN,

    /** N alone; H and W are the network's own. */
    FIXED_SIZE,

    /** None: one image of the network's own size, as some programs on phones want it. */
    FIXED;

    /** The name in small letters, with a hyphen. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
