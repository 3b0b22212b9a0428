package org.cyborgml.app.study;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A study as a whole. Participants who are left out count in {@code joined} and {@code excluded} only.
 *
 * @param title in the first language
 * @param design of the study
 * @param classes of the study
 * @param paused nobody joins and no trial is given
 * @param annotators wanted for each item in each condition
 * @param conditions of the study
 * @param items of the kind trial
 * @param images in these items
 * @param participants how many are where
 * @param trials how many are in which state
 * @param byCondition answers of each condition
 * @param agreement of annotators; null if no image has two of them yet
 */
public record StudyOverview(
        String title,
        StudyDesign design,
        List<String> classes,
        boolean paused,
        int annotators,
        List<ViewingCondition> conditions,
        int items,
        int images,
        Participants participants,
        Trials trials,
        List<Answers> byCondition,
        @Nullable Agreement agreement) {

    /**
     * Participants.
     *
     * @param joined all
     * @param consented agreed to take part
     * @param active seen in the last 5 minutes and not at the end
     * @param finished at the end
     * @param declined did not agree
     * @param excluded left out
     */
    public record Participants(int joined, int consented, int active, int finished, int declined, int excluded) {}

    /**
     * Trials, without practice and checks.
     *
     * @param wanted items times annotators times conditions
     * @param answered have their answers
     * @param open wait for them
     * @param abandoned returned to the pool
     */
    public record Trials(int wanted, int answered, int open, int abandoned) {}

    /**
     * The answers of a condition.
     *
     * @param condition of the trials
     * @param answered trials
     * @param correct right answers
     * @param medianMillis median response time; null if there is no answer
     * @param interval Wilson's 95 % interval of the share of right answers; null if there is no answer
     */
    public record Answers(
            ViewingCondition condition,
            int answered,
            int correct,
            @Nullable Double medianMillis,
            @Nullable List<Double> interval) {}

    /**
     * Agreement of annotators on images that two or more marked.
     *
     * @param images counted so far
     * @param meanIou mean over images of the mean over pairs of annotators
     * @param fleissKappa mean over images; null if it is defined on none
     */
    public record Agreement(int images, double meanIou, @Nullable Double fleissKappa) {}
}
