package org.cyborgml.saliency.map;

import java.util.Optional;

/** Selects annotators by their judgement of the image. */
public enum Judgements {
    /** Annotators known to have judged correctly, as in the paper. */
    CORRECT_ONLY,
    /** Annotators known to have judged wrongly: their marks show what misled people. */
    INCORRECT_ONLY,
    /** All annotators, also those whose decision or truth is unknown. */
    ALL;

    boolean admits(Optional<Boolean> correct) {
        return switch (this) {
            case CORRECT_ONLY -> correct.orElse(false);
            case INCORRECT_ONLY -> correct.isPresent() && !correct.get();
            case ALL -> true;
        };
    }
}
