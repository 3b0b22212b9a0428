package org.cyborgml.scoring.onnx;

import java.util.Locale;

/** The orders in which a detector has its two classes. */
public enum ClassOrder {
    /** Class 0 (such as Real) first; a single value is high for class 1 (such as Synthetic). */
    REAL_FIRST,

    /** Class 1 first; a single value is high for class 0. */
    SYNTHETIC_FIRST;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
