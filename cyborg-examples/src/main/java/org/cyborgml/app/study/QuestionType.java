package org.cyborgml.app.study;

/** The kind of answer that a question takes. */
public enum QuestionType {
    /** One of several values. */
    CHOICE,
    /** Any of several values. */
    CHOICES,
    /** A number. */
    NUMBER,
    /** A text of at most 2000 characters. */
    TEXT
}
