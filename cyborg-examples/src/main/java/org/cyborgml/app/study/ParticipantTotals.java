package org.cyborgml.app.study;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A participant and what they did.
 *
 * @param participant pseudonym
 * @param condition of the coming trial, or the last
 * @param step where they are
 * @param language of the texts
 * @param joined when
 * @param seen when they last did something
 * @param answered trials
 * @param total trials and checks of the study for each participant
 * @param correct right answers
 * @param medianMillis median response time; null if there is no answer
 * @param leftShare pairs: share of left; single images: share of the class chosen most; null if there is no answer
 * @param checks attention checks that they answered
 * @param checksFailed wrongly
 * @param suspicions reasons to look at them: too-fast, one-sided, failed-checks
 * @param excluded left out
 */
public record ParticipantTotals(
        String participant,
        ViewingCondition condition,
        StudyStep step,
        String language,
        Instant joined,
        Instant seen,
        int answered,
        int total,
        int correct,
        @Nullable Double medianMillis,
        @Nullable Double leftShare,
        int checks,
        int checksFailed,
        List<String> suspicions,
        boolean excluded) {}
