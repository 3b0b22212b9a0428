package org.cyborgml.app.study;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An answer with all that is known about its trial.
 *
 * @param participant pseudonym
 * @param excluded the owner left this participant out
 * @param item that was shown
 * @param shown the images from left to right; one for a single image
 * @param condition of the trial
 * @param position of the trial among the participant's of its kind, from 1
 * @param prompt the class asked for; null for a single image
 * @param choice "left" or "right" for pairs, else the name of a class
 * @param confidence 1 to the plan's number; null if it was not asked
 * @param strokes by image: element i holds the strokes on {@code shown.get(i)}, in their order
 * @param times of the browser's clock
 * @param received by the server
 */
public record AnsweredTrial(
        String participant,
        boolean excluded,
        StudyItem item,
        List<StudyImage> shown,
        ViewingCondition condition,
        int position,
        @Nullable String prompt,
        String choice,
        @Nullable Integer confidence,
        List<List<HighlightStroke>> strokes,
        AnswerTimes times,
        Instant received) {

    /** The choice of the left image. */
    public static final String LEFT = "left";

    /** The choice of the right image. */
    public static final String RIGHT = "right";

    /** Copies the lists. */
    public AnsweredTrial {
        shown = List.copyOf(shown);
        strokes = strokes.stream().map(List::copyOf).toList();
    }

    /**
     * The image that was chosen.
     *
     * @return one of the pair; empty for a single image
     */
    public Optional<StudyImage> chosen() {
        return shown.size() == 1 ? Optional.empty() : Optional.of(shown.get(choice.equals(LEFT) ? 0 : 1));
    }

    /**
     * Tells whether the answer is right: the chosen image is of the class asked for, or the single image of the class chosen.
     *
     * @return true if it is
     */
    public boolean isCorrect() {
        return chosen().map(image -> image.truth().equals(prompt))
                .orElseGet(() -> shown.get(0).truth().equals(choice));
    }

    /**
     * The class that the participant took an image for: of a pair, the chosen image for the class asked for and the other for
     * the other's.
     *
     * @param image index in {@code shown}
     * @return the name of a class
     */
    public String decisionOn(int image) {
        if (shown.size() == 1) {
            return choice;
        }
        boolean isChosen = image == (choice.equals(LEFT) ? 0 : 1);
        String asked = String.valueOf(prompt);
        return isChosen
                ? asked
                : shown.stream()
                        .map(StudyImage::truth)
                        .filter(truth -> !truth.equals(asked))
                        .findFirst()
                        .orElse(asked);
    }
}
