package org.cyborgml.app.study;

/** When a question is asked. */
public enum QuestionTime {
    /** After consent, before the instructions. */
    BEFORE,
    /** After the last trial. */
    AFTER
}
