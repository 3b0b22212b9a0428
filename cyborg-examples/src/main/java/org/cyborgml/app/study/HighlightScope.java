package org.cyborgml.app.study;

/** The image of a pair on which participants highlight. */
public enum HighlightScope {
    /** The chosen image only. */
    CHOSEN,
    /** Both. */
    EITHER
}
