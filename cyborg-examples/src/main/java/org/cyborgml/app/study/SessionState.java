package org.cyborgml.app.study;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a participant is.
 *
 * @param participant under their pseudonym
 * @param questions of the step; empty in others
 * @param answered trials and checks
 * @param total trials and checks of the whole study
 * @param practiceAnswered practice trials
 * @param practiceTotal practice trials of the study
 * @param completionCode at the end; null before, or if the study gives none
 * @param completionUrl at the end; null before, or if there is none
 */
public record SessionState(
        StudyParticipant participant,
        List<StudyQuestion> questions,
        int answered,
        int total,
        int practiceAnswered,
        int practiceTotal,
        @Nullable String completionCode,
        @Nullable String completionUrl) {

    /** Copies the questions. */
    public SessionState {
        questions = List.copyOf(questions);
    }
}
