package org.cyborgml.app.report;

/** Whether the prediction for an image is correct. */
public enum Correctness {
    /** There is no prediction, or the image's class is not known. */
    UNKNOWN,
    /** It is the image's class. */
    RIGHT,
    /** It is another class. */
    WRONG
}
