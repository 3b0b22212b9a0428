package org.cyborgml.app.study;

/** The order of steps in a study, without those that have nothing to show. */
final class StudyCourse {

    private final StudyPlan plan;
    private final boolean hasPractice;

    StudyCourse(StudyPlan plan, boolean hasPractice) {
        this.plan = plan;
        this.hasPractice = hasPractice;
    }

    /** The step after one that was ended as it should be. */
    StudyStep after(StudyStep step) {
        return switch (step) {
            case CONSENT ->
                plan.questions(QuestionTime.BEFORE).isEmpty() ? StudyStep.INSTRUCTIONS : StudyStep.QUESTIONS_BEFORE;
            case QUESTIONS_BEFORE -> StudyStep.INSTRUCTIONS;
            case INSTRUCTIONS -> hasPractice ? StudyStep.PRACTICE : StudyStep.TRIALS;
            case PRACTICE -> StudyStep.TRIALS;
            case TRIALS -> blocks() == 2 ? StudyStep.SECOND_INSTRUCTIONS : afterTrials();
            case SECOND_INSTRUCTIONS -> StudyStep.SECOND_TRIALS;
            case SECOND_TRIALS -> afterTrials();
            case QUESTIONS_AFTER, DONE -> StudyStep.DONE;
            case FULL -> StudyStep.FULL;
            case DECLINED -> StudyStep.DECLINED;
        };
    }

    private StudyStep afterTrials() {
        return plan.questions(QuestionTime.AFTER).isEmpty() ? StudyStep.DONE : StudyStep.QUESTIONS_AFTER;
    }

    /** Blocks of trials of a participant. */
    int blocks() {
        return plan.conditions().size() == 2 && plan.layout() == ConditionLayout.WITHIN ? 2 : 1;
    }

    /** Trials in the block of a step, without checks. */
    int trials(StudyStep step) {
        return share(plan.trials(), step);
    }

    /** Checks in the block of a step. */
    int checks(StudyStep step) {
        return share(plan.checks(), step);
    }

    /** All of one block; of two, the first has the odd one. */
    private int share(int all, StudyStep step) {
        if (blocks() == 1) {
            return all;
        }
        return step == StudyStep.SECOND_TRIALS ? all / 2 : all - all / 2;
    }
}
