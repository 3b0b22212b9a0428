package org.cyborgml.app.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Checks answers to questions. */
final class QuestionRules {

    private QuestionRules() {}

    /**
     * Checks answers and puts them into texts; several choices are joined by "; ".
     *
     * @param questions that were asked
     * @param answers a text, number or list of texts by question
     * @return texts by question
     * @throws IllegalArgumentException if an answer is missing, or not of its question
     */
    static Map<String, String> texts(List<StudyQuestion> questions, Map<String, Object> answers) {
        Map<String, String> texts = new LinkedHashMap<>();
        Map<String, Object> left = new LinkedHashMap<>(answers);
        for (StudyQuestion question : questions) {
            Object answer = left.remove(question.id());
            String text = answer == null ? "" : text(question, answer);
            if (question.required() && text.isBlank()) {
                throw new IllegalArgumentException("question " + question.id() + ": needs an answer");
            }
            if (!text.isBlank()) {
                texts.put(question.id(), text);
            }
        }
        if (!left.isEmpty()) {
            throw new IllegalArgumentException("answers to " + left.size() + " questions that were not asked");
        }
        return texts;
    }

    private static String text(StudyQuestion question, Object answer) {
        return switch (question.type()) {
            case TEXT -> freeText(question, answer);
            case NUMBER -> number(question, answer);
            case CHOICE -> choice(question, answer);
            case CHOICES -> {
                if (!(answer instanceof List<?> several)
                        || several.size() > question.choices().size()) {
                    throw new IllegalArgumentException("question " + question.id() + ": needs a list of its choices");
                }
                List<String> chosen = new ArrayList<>();
                several.forEach(one -> chosen.add(choice(question, one)));
                yield String.join("; ", chosen);
            }
        };
    }

    private static String freeText(StudyQuestion question, Object answer) {
        if (!(answer instanceof String text) || text.length() > StudyQuestion.LONGEST_TEXT) {
            throw new IllegalArgumentException("question " + question.id() + ": needs a text of at most "
                    + StudyQuestion.LONGEST_TEXT + " characters");
        }
        return text;
    }

    private static String number(StudyQuestion question, Object answer) {
        if (!(answer instanceof Number number) || !Double.isFinite(number.doubleValue())) {
            throw new IllegalArgumentException("question " + question.id() + ": needs a number");
        }
        Double minimum = question.minimum();
        Double maximum = question.maximum();
        if ((minimum != null && number.doubleValue() < minimum)
                || (maximum != null && number.doubleValue() > maximum)) {
            throw new IllegalArgumentException(
                    "question " + question.id() + ": " + number + " is not from " + minimum + " to " + maximum);
        }
        return number.toString();
    }

    private static String choice(StudyQuestion question, Object answer) {
        if (!(answer instanceof String text) || !question.choices().contains(text)) {
            throw new IllegalArgumentException("question " + question.id() + ": must be one of " + question.choices());
        }
        return text;
    }
}
