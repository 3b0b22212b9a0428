package org.cyborgml.app.study;

import java.util.List;
import org.apache.commons.math3.stat.descriptive.rank.Median;
import org.jspecify.annotations.Nullable;

/** Numbers of some answers. */
final class AnswerTotals {

    private AnswerTotals() {}

    /** The number of right answers. */
    static int correct(List<AnsweredTrial> answers) {
        return (int) answers.stream().filter(AnsweredTrial::isCorrect).count();
    }

    /** The median response time; null if there is no answer. */
    static @Nullable Double medianMillis(List<AnsweredTrial> answers) {
        return answers.isEmpty()
                ? null
                : new Median()
                        .evaluate(answers.stream()
                                .mapToDouble(answer -> answer.times().responseMillis())
                                .toArray());
    }
}
