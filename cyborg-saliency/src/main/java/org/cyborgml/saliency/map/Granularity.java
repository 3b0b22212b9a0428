package org.cyborgml.saliency.map;

/** The detail with which a saliency map follows the marks. */
public enum Granularity {
    /** The smallest upright box around everything that the combined array marks, filled. */
    BOX,
    /** The convex hull of everything that the combined array marks, filled: of points of an object, a rough mask of the object. */
    HULL,
    /** The array of one of the admitted annotators, drawn per image from the builder's seed and the image's name. */
    SINGLE_ANNOTATOR,
    /** The arrays of all admitted annotators, combined; as in the paper. */
    ALL_ANNOTATORS
}
