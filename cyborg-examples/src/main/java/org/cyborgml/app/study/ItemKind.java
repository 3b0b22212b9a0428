package org.cyborgml.app.study;

/** The purpose of an item. */
public enum ItemKind {
    /** Its answers are the study's data. */
    TRIAL,
    /** Shown first, with feedback; its answers count in nothing. */
    PRACTICE,
    /** An attention check: an item whose answer is obvious, shown among the others. */
    CHECK
}
