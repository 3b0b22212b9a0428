package org.cyborgml.saliency.map;

import java.util.Optional;

/** Which annotators' arrays go into a map, by whether they judged the image rightly. */
public enum Judgements {
    /** Only of those known to be right, as in the paper. */
    CORRECT_ONLY,
    /** Only of those known to be wrong: what misled people. */
    INCORRECT_ONLY,
    /** Of all, also where decision or truth is unknown. */
    ALL;

    boolean admits(Optional<Boolean> correct) {
        return switch (this) {
            case CORRECT_ONLY -> correct.orElse(false);
            case INCORRECT_ONLY -> correct.isPresent() && !correct.get();
            case ALL -> true;
        };
    }
}
