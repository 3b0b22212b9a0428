package org.cyborgml.app.study;

/** The state of an assigned trial. */
public enum TrialState {
    /** Waits for its answer. */
    OPEN,
    /** Has its answer. */
    ANSWERED,
    /** Went back to the pool, since no answer came in time; an answer that comes late is stored all the same. */
    ABANDONED
}
