package org.cyborgml.app.study;

/** The kind of question that a trial asks. */
public enum StudyDesign {
    /** Two images of different classes side by side; which of them is of the class asked for (2AFC). */
    PAIRS,
    /** One image; which class is it of. */
    SINGLE
}
