package org.cyborgml.app.study;

/** The way in which two conditions are given to participants. */
public enum ConditionLayout {
    /** Each participant is in one condition. */
    BETWEEN,
    /** Each participant is in both, one block after the other; half of them begin with either. */
    WITHIN
}
