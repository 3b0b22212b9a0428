package org.cyborgml.app.study;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A question to participants. Its words are the text {@code question.ID}, those of a choice {@code question.ID.VALUE}.
 *
 * @param id lower-case letters, digits and -
 * @param type of the answer
 * @param time of asking
 * @param required without an answer nobody goes on
 * @param choices values of a choice; empty for other types
 * @param minimum of a number; null for none
 * @param maximum of a number; null for none
 */
public record StudyQuestion(
        String id,
        QuestionType type,
        QuestionTime time,
        boolean required,
        List<String> choices,
        @Nullable Double minimum,
        @Nullable Double maximum) {

    /** Characters of a text at most. */
    public static final int LONGEST_TEXT = 2000;

    private static final Pattern ID = Pattern.compile("[a-z0-9-]{1,40}");

    /**
     * Copies the choices and checks that they fit the type.
     *
     * @throws IllegalArgumentException if the id is none, a choice has fewer than two values or equal ones, or another type has
     *     choices
     */
    public StudyQuestion {
        choices = List.copyOf(choices);
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("question id \"" + id + "\": must be 1 to 40 of a-z, 0-9 and -");
        }
        boolean hasChoices = type == QuestionType.CHOICE || type == QuestionType.CHOICES;
        if (hasChoices != choices.size() >= 2 || new HashSet<>(choices).size() != choices.size()) {
            throw new IllegalArgumentException("question \"" + id + "\" has the choices " + choices
                    + (hasChoices ? ": needs at least two different ones" : ": only choice and choices have them"));
        }
        if ((minimum != null || maximum != null) && type != QuestionType.NUMBER) {
            throw new IllegalArgumentException("question \"" + id + "\": only a number has minimum and maximum");
        }
    }

    @JsonCreator
    static StudyQuestion read(
            @JsonProperty(value = "id", required = true) String id,
            @JsonProperty(value = "type", required = true) QuestionType type,
            @JsonProperty("time") @Nullable QuestionTime time,
            @JsonProperty("required") @Nullable Boolean required,
            @JsonProperty("choices") @Nullable List<String> choices,
            @JsonProperty("minimum") @Nullable Double minimum,
            @JsonProperty("maximum") @Nullable Double maximum) {
        return new StudyQuestion(
                id,
                type,
                time == null ? QuestionTime.BEFORE : time,
                required != null && required,
                choices == null ? List.of() : choices,
                minimum,
                maximum);
    }
}
