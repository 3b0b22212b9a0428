package org.cyborgml.app.study.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cyborgml.app.study.AnsweredTrial;
import org.cyborgml.app.study.ItemKind;
import org.cyborgml.app.study.StudyItem;
import org.cyborgml.app.study.ViewingCondition;

/**
 * A decision that counts.
 *
 * @param participant number of the participant, from 0 in the order of their first answers
 * @param item number of the item in the study
 * @param source where the item's images come from
 * @param condition with or without highlighting
 * @param position of the trial among the participant's, from 1
 * @param correct 1 if it is right, else 0
 * @param left 1 if the left image was chosen, 0 if the right; NaN for a single image
 * @param answerLeft 1 if the left image was the right answer, 0 if the right one was; NaN for a single image
 * @param decisionSeconds from the sight of the images to the last change of the choice
 * @param responseSeconds from the sight of the images to the sending of the answer
 */
record Decision(
        int participant,
        int item,
        String source,
        ViewingCondition condition,
        int position,
        double correct,
        double left,
        double answerLeft,
        double decisionSeconds,
        double responseSeconds) {

    /** The source of items whose table names none. */
    static final String ALL = "all";

    /** The decisions of a study's trials; practice, checks, and participants whom the owner left out do not count. */
    static List<Decision> of(List<AnsweredTrial> answers) {
        Map<String, Integer> participants = new LinkedHashMap<>();
        return answers.stream()
                .filter(answer -> !answer.excluded() && answer.item().kind() == ItemKind.TRIAL)
                .map(answer -> of(answer, number(participants, answer.participant())))
                .toList();
    }

    private static int number(Map<String, Integer> participants, String pseudonym) {
        return participants.computeIfAbsent(pseudonym, name -> participants.size());
    }

    private static Decision of(AnsweredTrial answer, int participant) {
        boolean isPair = answer.shown().size() == 2;
        boolean choseLeft = answer.choice().equals(AnsweredTrial.LEFT);
        double left = isPair ? indicator(choseLeft) : Double.NaN;
        return new Decision(
                participant,
                answer.item().number(),
                source(answer.item()),
                answer.condition(),
                answer.position(),
                indicator(answer.isCorrect()),
                left,
                isPair ? indicator(choseLeft == answer.isCorrect()) : Double.NaN,
                answer.times().decisionMillis() / 1000,
                answer.times().responseMillis() / 1000);
    }

    private static double indicator(boolean holds) {
        return holds ? 1 : 0;
    }

    /** The sources of an item's images, the synthetic one alone where the other names none. */
    private static String source(StudyItem item) {
        List<String> sources = item.images().stream()
                .map(image -> image.source())
                .filter(source -> !source.isEmpty())
                .distinct()
                .toList();
        return sources.isEmpty() ? ALL : String.join(" / ", sources);
    }
}
