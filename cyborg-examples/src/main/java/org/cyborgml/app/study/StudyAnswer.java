package org.cyborgml.app.study;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An answer as it was sent.
 *
 * @param key of the sender's choosing, the same when it is sent again: 8 to 64 of A-Z a-z 0-9 -
 * @param trial id of the trial
 * @param choice "left" or "right" for pairs, else the name of a class
 * @param confidence 1 to the plan's number; null if it was not asked
 * @param strokes in the order in which they were drawn, without those that were undone
 * @param times of the browser's clock
 */
public record StudyAnswer(
        String key,
        String trial,
        String choice,
        @Nullable Integer confidence,
        List<HighlightStroke> strokes,
        AnswerTimes times) {

    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9-]{8,64}");

    /**
     * Checks the key and copies the strokes.
     *
     * @throws IllegalArgumentException if the key is none
     */
    public StudyAnswer {
        strokes = List.copyOf(strokes);
        if (!KEY.matcher(key).matches()) {
            throw new IllegalArgumentException("key of an answer: must be 8 to 64 of A-Z, a-z, 0-9 and -");
        }
    }
}
