package org.cyborgml.saliency.format;

/** Treatment of marks that lie off the image. */
public enum OutsideRule {
    /** The mark is a problem of its image, which then gets no record. */
    REFUSE,
    /** The part off the image is cut. */
    CUT
}
