package org.cyborgml.saliency.map;

/** Ways to turn fixations into a map. */
public enum FixationMethod {
    /**
     * Like marks: each annotator's fixations are drawn as discs on the pixels and weigh at most 1, whatever their number; the sum over
     * the annotators is blurred and min-max scaled.
     */
    DISCS,

    /**
     * As in the eye tracking literature: the sum, over all annotators' fixations, of duration times a Gaussian around the very place,
     * divided by its maximum. No pixels, no borders, and no minimum taken off. Whoever looked longer counts more.
     */
    DENSITY
}
