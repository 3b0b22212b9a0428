package org.cyborgml.app.study;

import java.util.List;
import java.util.Set;

/** Checks answers against their trials. */
public final class AnswerRules {

    /** Strokes of an answer at most. */
    public static final int MOST_STROKES = 200;

    /** Points of all strokes of an answer at most. */
    public static final int MOST_POINTS = 5000;

    private AnswerRules() {}

    /**
     * Checks an answer.
     *
     * @param answer any
     * @param trial that it is for
     * @param images of the trial from left to right
     * @param plan of the study
     * @throws IllegalArgumentException if the trial cannot have this answer; the message names the rule
     */
    static void check(StudyAnswer answer, AssignedTrial trial, List<StudyImage> images, StudyPlan plan) {
        List<String> choices = choices(plan);
        if (!choices.contains(answer.choice())) {
            throw new IllegalArgumentException("choice: must be one of " + choices);
        }
        Integer confidence = answer.confidence();
        boolean isAsked = plan.confidence() > 0;
        if (isAsked != (confidence != null)
                || (confidence != null && (confidence < 1 || confidence > plan.confidence()))) {
            throw new IllegalArgumentException("confidence: must be "
                    + (isAsked ? "from 1 to " + plan.confidence() : "absent, since it is not asked"));
        }
        checkNumber(answer, least(trial.condition(), plan));
        Set<String> allowed = Set.copyOf(
                plan.design() == StudyDesign.PAIRS && plan.highlight() == HighlightScope.CHOSEN
                        ? List.of(trial.imageIds().get(choices.indexOf(answer.choice())))
                        : trial.imageIds());
        for (HighlightStroke stroke : answer.strokes()) {
            if (!allowed.contains(stroke.image())) {
                throw new IllegalArgumentException("stroke on another image: must be on "
                        + (allowed.size() == trial.imageIds().size() ? "the trial's" : "the chosen one"));
            }
            StudyImage image = images.get(trial.imageIds().indexOf(stroke.image()));
            checkPlace(stroke, image);
        }
        if (trial.condition() == ViewingCondition.UNANNOTATED
                && !answer.strokes().isEmpty()) {
            throw new IllegalArgumentException("strokes: there must be none in the condition unannotated");
        }
    }

    private static void checkNumber(StudyAnswer answer, int least) {
        if (answer.strokes().size() > MOST_STROKES) {
            throw new IllegalArgumentException(
                    answer.strokes().size() + " strokes: at most " + MOST_STROKES + " are allowed");
        }
        int points = answer.strokes().stream()
                .mapToInt(stroke -> stroke.points().size())
                .sum();
        if (points > MOST_POINTS) {
            throw new IllegalArgumentException(points + " points: at most " + MOST_POINTS + " are allowed");
        }
        long marking = answer.strokes().stream()
                .filter(stroke -> stroke.tool() != StrokeTool.ERASER)
                .count();
        if (marking < least) {
            throw new IllegalArgumentException(marking + " strokes: at least " + least + " are needed");
        }
    }

    /** Points may lie beside the image, but no further than its own size. */
    private static void checkPlace(HighlightStroke stroke, StudyImage image) {
        int width = image.size().width();
        int height = image.size().height();
        for (StrokePoint point : stroke.points()) {
            if (point.x() < -width || point.x() > 2 * width || point.y() < -height || point.y() > 2 * height) {
                throw new IllegalArgumentException("stroke point (" + point.x() + ", " + point.y()
                        + "): is too far from the image of " + image.size());
            }
        }
    }

    /**
     * The choices of a trial.
     *
     * @param plan of the study
     * @return left and right, or the classes
     */
    public static List<String> choices(StudyPlan plan) {
        return plan.design() == StudyDesign.PAIRS ? List.of(AnsweredTrial.LEFT, AnsweredTrial.RIGHT) : plan.classes();
    }

    /**
     * Strokes that an answer needs.
     *
     * @param condition of the trial
     * @param plan of the study
     * @return 0 where nothing is highlighted
     */
    public static int least(ViewingCondition condition, StudyPlan plan) {
        return condition == ViewingCondition.ANNOTATED ? plan.leastStrokes() : 0;
    }

    /** The right choice of a trial. */
    static String rightChoice(AssignedTrial trial, List<StudyImage> images) {
        if (images.size() == 1) {
            return images.get(0).truth();
        }
        return images.get(0).truth().equals(trial.prompt()) ? AnsweredTrial.LEFT : AnsweredTrial.RIGHT;
    }
}
