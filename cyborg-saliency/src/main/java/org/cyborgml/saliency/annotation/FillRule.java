package org.cyborgml.saliency.annotation;

/** The rule that decides which places lie inside an outline that crosses itself. */
public enum FillRule {
    /** A place is inside if a ray from it crosses the outline an odd number of times. */
    EVEN_ODD,
    /** A place is inside if the outline winds around it: a region that a lasso went round twice has no hole. */
    NON_ZERO
}
