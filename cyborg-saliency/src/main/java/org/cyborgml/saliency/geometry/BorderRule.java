package org.cyborgml.saliency.geometry;

/** What happens where a crop reaches over the border of the image. */
public enum BorderRule {
    /** The crop ends at the border; its shape may change. */
    CLIP,
    /** What is missing is black, and 0 in maps. */
    PAD_ZERO,
    /** What is missing repeats the nearest pixel of the border, in images and maps alike. */
    PAD_REPLICATE
}
