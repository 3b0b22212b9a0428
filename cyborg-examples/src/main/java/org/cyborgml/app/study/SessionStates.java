package org.cyborgml.app.study;

import java.io.IOException;
import java.util.List;

/** Makes the states of sessions: step, progress, and the totals of a study. */
final class SessionStates {

    static final List<ItemKind> COUNTED = List.of(ItemKind.TRIAL, ItemKind.CHECK);
    static final List<ItemKind> PRACTICE = List.of(ItemKind.PRACTICE);
    static final List<ViewingCondition> BOTH = List.of(ViewingCondition.values());

    private final StudyPlan plan;
    private final StudyCourse course;
    private final int practiceTotal;

    SessionStates(StudyPlan plan, List<StudyItem> items) {
        this.plan = plan;
        this.practiceTotal = (int)
                items.stream().filter(item -> item.kind() == ItemKind.PRACTICE).count();
        this.course = new StudyCourse(plan, practiceTotal > 0);
    }

    StudyCourse course() {
        return course;
    }

    int practiceTotal() {
        return practiceTotal;
    }

    /** Trials and checks of a participant. */
    int total() {
        return plan.trials() + plan.checks();
    }

    SessionState of(StudyReader reader, StudyParticipant participant) throws IOException {
        boolean isDone = participant.step() == StudyStep.DONE || participant.step() == StudyStep.FULL;
        return new SessionState(
                participant,
                questions(participant.step()),
                reader.answered(participant.pseudonym(), COUNTED, BOTH),
                total(),
                reader.answered(participant.pseudonym(), PRACTICE, BOTH),
                practiceTotal,
                isDone ? plan.completion().codeFor(participant.completion()) : null,
                isDone ? plan.completion().urlFor(participant.completion()) : null);
    }

    List<StudyQuestion> questions(StudyStep step) {
        return switch (step) {
            case QUESTIONS_BEFORE -> plan.questions(QuestionTime.BEFORE);
            case QUESTIONS_AFTER -> plan.questions(QuestionTime.AFTER);
            default -> List.of();
        };
    }
}
