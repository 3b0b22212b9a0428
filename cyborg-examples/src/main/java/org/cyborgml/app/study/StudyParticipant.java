package org.cyborgml.app.study;

import java.time.Instant;
import java.util.List;

/**
 * A participant under a pseudonym.
 *
 * @param pseudonym drawn at random when they joined
 * @param language of the texts
 * @param conditions of their blocks of trials, in order: one, or two in the layout within
 * @param firstPrompt index of the class that their first pair asks for
 * @param step where they are
 * @param completion letters and digits of their own for the completion code
 * @param excluded left out by the owner: their answers count in nothing
 * @param joined when
 * @param seen when they last did something
 */
public record StudyParticipant(
        String pseudonym,
        String language,
        List<ViewingCondition> conditions,
        int firstPrompt,
        StudyStep step,
        String completion,
        boolean excluded,
        Instant joined,
        Instant seen) {

    /** Copies the conditions. */
    public StudyParticipant {
        conditions = List.copyOf(conditions);
    }

    StudyParticipant at(StudyStep newStep, Instant now) {
        return new StudyParticipant(
                pseudonym, language, conditions, firstPrompt, newStep, completion, excluded, joined, now);
    }

    StudyParticipant in(String newLanguage, Instant now) {
        return new StudyParticipant(
                pseudonym, newLanguage, conditions, firstPrompt, step, completion, excluded, joined, now);
    }

    /**
     * The condition of the trials in a step.
     *
     * @return of the second block in its steps, else of the first
     */
    public ViewingCondition condition() {
        boolean isSecond = step.compareTo(StudyStep.SECOND_INSTRUCTIONS) >= 0;
        return conditions.get(isSecond ? conditions.size() - 1 : 0);
    }
}
