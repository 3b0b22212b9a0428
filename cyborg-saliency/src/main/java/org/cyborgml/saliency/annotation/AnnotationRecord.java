package org.cyborgml.saliency.annotation;

import java.util.List;
import java.util.Optional;
import org.cyborgml.saliency.image.ImageSize;
import org.jspecify.annotations.Nullable;

/**
 * One annotator's record of one image: the decision, and the regions that led to it.
 *
 * @param image the image's path below the image root, its identity
 * @param size the size of the image that was annotated
 * @param annotator the annotator's name
 * @param decision the annotator's decision, for example {@code Real} or {@code Synthetic}; null if unknown
 * @param truth the true label; null if unknown
 * @param regions everything marked; none is allowed
 */
public record AnnotationRecord(
        String image,
        ImageSize size,
        String annotator,
        @Nullable String decision,
        @Nullable String truth,
        List<Annotation> regions) {

    /**
     * Checks the names and that masks have the image's size, and copies the regions.
     *
     * @throws IllegalArgumentException if image, annotator, decision or truth is blank or a mask has another size
     */
    public AnnotationRecord {
        Rules.requireText("image", image);
        Rules.requireText("annotator", annotator);
        if (decision != null) {
            Rules.requireText("decision", decision);
        }
        if (truth != null) {
            Rules.requireText("truth", truth);
        }
        regions = List.copyOf(regions);
        for (Annotation region : regions) {
            if (region instanceof Annotation.Mask mask && !mask.mask().size().equals(size)) {
                throw new IllegalArgumentException(
                        "mask of " + mask.mask().size() + ": must have the image's size, " + size);
            }
        }
    }

    /**
     * Tells if the annotator judged the image correctly.
     *
     * @return true if the decision equals the truth; empty if one of them is unknown
     */
    public Optional<Boolean> isCorrect() {
        return decision == null || truth == null ? Optional.empty() : Optional.of(decision.equals(truth));
    }
}
