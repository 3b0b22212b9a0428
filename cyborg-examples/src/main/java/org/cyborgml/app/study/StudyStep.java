package org.cyborgml.app.study;

/** Where a participant is in a study; each step comes after the one before, and those with nothing to show are passed over. */
public enum StudyStep {
    /** Agrees to take part, or not. */
    CONSENT,
    /** Answers the questions that come before the trials. */
    QUESTIONS_BEFORE,
    /** Reads the instructions. */
    INSTRUCTIONS,
    /** Does practice trials. */
    PRACTICE,
    /** Does the trials, and in the layout within those of the first condition. */
    TRIALS,
    /** Reads the instructions of the second condition. */
    SECOND_INSTRUCTIONS,
    /** Does the trials of the second condition. */
    SECOND_TRIALS,
    /** Answers the questions that come after the trials. */
    QUESTIONS_AFTER,
    /** Has finished. */
    DONE,
    /** Came when no image was left. */
    FULL,
    /** Did not agree to take part. */
    DECLINED;

    /**
     * Tells whether nothing comes after this step.
     *
     * @return true for the last three
     */
    public boolean isEnd() {
        return compareTo(DONE) >= 0;
    }

    /**
     * Tells whether trials are shown in this step.
     *
     * @return true for practice and trials
     */
    public boolean hasTrials() {
        return this == PRACTICE || this == TRIALS || this == SECOND_TRIALS;
    }
}
