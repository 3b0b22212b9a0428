package org.cyborgml.app.study.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.cyborgml.app.study.AnswerRules;
import org.cyborgml.app.study.AssignedTrial;
import org.cyborgml.app.study.ItemKind;
import org.cyborgml.app.study.NextTrial;
import org.cyborgml.app.study.SessionState;
import org.cyborgml.app.study.StoredAnswer;
import org.cyborgml.app.study.StudyImage;
import org.cyborgml.app.study.StudyPlan;
import org.cyborgml.app.study.StudyQuestion;
import org.cyborgml.app.study.StudyStep;
import org.jspecify.annotations.Nullable;

/** Puts what participants may know into the form of responses. File names and truths are not among it. */
final class SessionJson {

    private final StudyPlan plan;

    SessionJson(StudyPlan plan) {
        this.plan = plan;
    }

    /** The state of a session. */
    record State(
            String participant,
            String language,
            List<String> languages,
            String design,
            String step,
            Map<String, String> texts,
            List<Question> questions,
            Progress progress,
            @Nullable String condition,
            String highlight,
            int confidence,
            @Nullable Completion completion) {}

    /** A question. */
    record Question(
            String id,
            String type,
            boolean required,
            List<String> choices,
            @Nullable Double minimum,
            @Nullable Double maximum) {}

    /** Counts of answers and of trials. */
    record Progress(int answered, int total, int practiceAnswered, int practiceTotal) {}

    /** The completion code of a participant, or the address to go back to. */
    record Completion(@Nullable String code, @Nullable String url) {}

    /** A new session. */
    record Joined(String token, State state) {}

    /** The trial to show. */
    record Next(@Nullable Trial trial, State state) {}

    /** A trial. */
    record Trial(
            String id,
            String kind,
            String condition,
            int number,
            int total,
            @Nullable String prompt,
            List<Image> images,
            List<String> choices,
            Limits limits) {}

    /** An image of a trial. */
    record Image(String id, int width, int height) {}

    /** Limits of an answer's strokes. */
    record Limits(int strokes, int points, int leastStrokes) {}

    /** An answer that is on the disk. */
    record Stored(boolean stored, boolean repeated, @Nullable Feedback feedback, State state) {}

    /** Feedback on a practice trial. */
    record Feedback(boolean correct, String truth) {}

    State state(SessionState state) {
        StudyStep step = state.participant().step();
        String language = plan.texts().languages().contains(state.participant().language())
                ? state.participant().language()
                : plan.texts().languages().iterator().next();
        return new State(
                state.participant().pseudonym(),
                language,
                List.copyOf(plan.texts().languages()),
                lower(plan.design()),
                name(step),
                plan.texts().in(language),
                state.questions().stream().map(SessionJson::question).toList(),
                new Progress(state.answered(), state.total(), state.practiceAnswered(), state.practiceTotal()),
                step == StudyStep.CONSENT ? null : lower(state.participant().condition()),
                lower(plan.highlight()),
                plan.confidence(),
                step == StudyStep.DONE || step == StudyStep.FULL
                        ? new Completion(state.completionCode(), state.completionUrl())
                        : null);
    }

    private static Question question(StudyQuestion question) {
        return new Question(
                question.id(),
                lower(question.type()),
                question.required(),
                question.choices(),
                question.minimum(),
                question.maximum());
    }

    /** The name of a step for the pages, which show the steps of both blocks alike. */
    static String name(StudyStep step) {
        return switch (step) {
            case QUESTIONS_BEFORE, QUESTIONS_AFTER -> "questions";
            case INSTRUCTIONS, SECOND_INSTRUCTIONS -> "instructions";
            case TRIALS, SECOND_TRIALS -> "trials";
            default -> lower(step);
        };
    }

    Next next(NextTrial next) {
        AssignedTrial trial = next.trial();
        return new Next(trial == null ? null : trial(trial, next.images(), next.total()), state(next.state()));
    }

    private Trial trial(AssignedTrial trial, List<StudyImage> images, int total) {
        List<Image> shown = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            shown.add(new Image(
                    trial.imageIds().get(i),
                    images.get(i).size().width(),
                    images.get(i).size().height()));
        }
        return new Trial(
                trial.id(),
                trial.kind() == ItemKind.PRACTICE ? "practice" : "trial",
                lower(trial.condition()),
                trial.position(),
                total,
                trial.prompt(),
                shown,
                AnswerRules.choices(plan),
                new Limits(
                        AnswerRules.MOST_STROKES, AnswerRules.MOST_POINTS, AnswerRules.least(trial.condition(), plan)));
    }

    Stored stored(StoredAnswer answer) {
        String right = answer.rightChoice();
        return new Stored(
                true,
                answer.repeated(),
                right == null ? null : new Feedback(answer.correct(), right),
                state(answer.state()));
    }

    static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
