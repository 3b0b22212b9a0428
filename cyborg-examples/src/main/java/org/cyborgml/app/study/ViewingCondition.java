package org.cyborgml.app.study;

/** The condition of a trial: figure 3 of the paper compares both. */
public enum ViewingCondition {
    /** The participant decides and highlights the regions that made them decide. */
    ANNOTATED,
    /** The participant decides only. */
    UNANNOTATED
}
