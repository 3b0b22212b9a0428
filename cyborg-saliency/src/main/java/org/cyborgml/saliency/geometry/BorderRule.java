package org.cyborgml.saliency.geometry;

/** The rule for crops that reach over the border of the image. */
public enum BorderRule {
    /** The crop ends at the border; its shape may change. */
    CLIP,
    /** Missing pixels are black, and 0 in saliency maps. */
    PAD_ZERO,
    /** Missing pixels repeat the nearest pixel of the border, in images and saliency maps alike. */
    PAD_REPLICATE
}
