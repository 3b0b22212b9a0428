package org.cyborgml.app.report;

/** Correctness of the prediction for an image. */
public enum Correctness {
    /** There is no prediction, or the image's class is not known. */
    UNKNOWN,
    /** It is the image's class. */
    RIGHT,
    /** It is another class. */
    WRONG
}
