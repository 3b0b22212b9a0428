package org.cyborgml.data;

/** The ways to resize images to a network's input. */
public enum Resampling {

    /** {@link org.cyborgml.saliency.image.AntialiasedBilinear}. */
    BILINEAR,

    /** {@link org.cyborgml.saliency.image.NearestPixel}. */
    NEAREST
}
