package org.cyborgml.app.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.cyborgml.saliency.annotation.AnnotationRecord;
import org.cyborgml.saliency.image.ImageSize;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnsweredTrialTest {

    private static final StudyImage REAL = new StudyImage("r.png", new ImageSize(20, 10), "Real", "");
    private static final StudyImage SYNTHETIC = new StudyImage("s.png", new ImageSize(20, 10), "Synthetic", "");

    private static AnsweredTrial answer(
            ItemKind kind, boolean excluded, List<StudyImage> shown, @Nullable String prompt, String choice) {
        List<HighlightStroke> stroke =
                List.of(new HighlightStroke("id", StrokeTool.BRUSH, 4, List.of(new StrokePoint(5, 5, 0))));
        return new AnsweredTrial(
                "P-1",
                excluded,
                new StudyItem(1, kind, List.of(REAL, SYNTHETIC)),
                shown,
                ViewingCondition.ANNOTATED,
                1,
                prompt,
                choice,
                null,
                shown.stream().map(image -> stroke).toList(),
                new AnswerTimes(0, 10, 20, 30, 0),
                Instant.EPOCH);
    }

    @ParameterizedTest
    @CsvSource({
        // real on the left: prompt, choice, right, decisions on the left and right image
        "Real, left, true, Real, Synthetic",
        "Real, right, false, Synthetic, Real",
        "Synthetic, left, false, Synthetic, Real",
        "Synthetic, right, true, Real, Synthetic",
    })
    void theChosenImageIsTakenForTheClassAskedFor(
            String prompt, String choice, boolean correct, String onLeft, String onRight) {
        AnsweredTrial trial = answer(ItemKind.TRIAL, false, List.of(REAL, SYNTHETIC), prompt, choice);
        assertThat(trial.isCorrect()).isEqualTo(correct);
        assertThat(trial.decisionOn(0)).isEqualTo(onLeft);
        assertThat(trial.decisionOn(1)).isEqualTo(onRight);
        assertThat(StudyAnnotations.of(List.of(trial)))
                .extracting(AnnotationRecord::decision)
                .containsExactly(onLeft, onRight);
        assertThat(StudyAnnotations.of(List.of(trial), "s.png"))
                .extracting(AnnotationRecord::truth)
                .containsExactly("Synthetic");
    }

    @Test
    void aSingleImageIsOfTheClassChosen() {
        assertThat(answer(ItemKind.TRIAL, false, List.of(REAL), null, "Real").isCorrect())
                .isTrue();
        AnsweredTrial wrong = answer(ItemKind.TRIAL, false, List.of(REAL), null, "Synthetic");
        assertThat(wrong.isCorrect()).isFalse();
        assertThat(wrong.decisionOn(0)).isEqualTo("Synthetic");
    }

    @Test
    void practiceChecksAndWhoIsLeftOutAreNoAnnotations() {
        List<StudyImage> shown = List.of(REAL, SYNTHETIC);
        assertThat(StudyAnnotations.of(List.of(
                        answer(ItemKind.PRACTICE, false, shown, "Real", "left"),
                        answer(ItemKind.CHECK, false, shown, "Real", "left"),
                        answer(ItemKind.TRIAL, true, shown, "Real", "left"))))
                .isEmpty();
    }
}
