package org.cyborgml.app.study;

import java.util.ArrayList;
import java.util.List;
import org.cyborgml.saliency.annotation.Annotation;
import org.cyborgml.saliency.annotation.AnnotationRecord;

/**
 * Turns answers into annotation records, one for each participant and image that they highlighted on: the decision is the class
 * that they took the image for. Practice trials, checks and participants who are left out have none.
 */
public final class StudyAnnotations {

    private StudyAnnotations() {}

    /**
     * The records of answers.
     *
     * @param answers of any kinds
     * @return in the answers' order
     */
    public static List<AnnotationRecord> of(List<AnsweredTrial> answers) {
        List<AnnotationRecord> records = new ArrayList<>();
        for (AnsweredTrial answer : answers) {
            if (answer.item().kind() != ItemKind.TRIAL || answer.excluded()) {
                continue;
            }
            for (int i = 0; i < answer.shown().size(); i++) {
                StudyImage image = answer.shown().get(i);
                List<Annotation> regions = StrokeShapes.of(answer.strokes().get(i), image.size());
                if (!regions.isEmpty()) {
                    records.add(new AnnotationRecord(
                            image.file(),
                            image.size(),
                            answer.participant(),
                            answer.decisionOn(i),
                            image.truth(),
                            regions));
                }
            }
        }
        return records;
    }

    /**
     * The records of answers on one image.
     *
     * @param answers of any kinds
     * @param file of the image
     * @return in the answers' order
     */
    public static List<AnnotationRecord> of(List<AnsweredTrial> answers, String file) {
        return of(answers).stream()
                .filter(record -> record.image().equals(file))
                .toList();
    }
}
