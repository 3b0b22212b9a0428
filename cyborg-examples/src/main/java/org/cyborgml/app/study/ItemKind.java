package org.cyborgml.app.study;

/** The purpose of an item. */
public enum ItemKind {
    /** Its answers are the study's data. */
    TRIAL,
    /** Shown first, with feedback; its answers count in nothing. */
    PRACTICE,
    /** An item whose answer is obvious, among the others: who fails it does not look. */
    CHECK
}
