package org.cyborgml.app.study;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An item that is shown to a participant.
 *
 * @param id opaque
 * @param participant pseudonym
 * @param item number of the item
 * @param kind of the item
 * @param condition of the trial
 * @param position among the participant's practice trials, or among their trials and checks, from 1
 * @param prompt the class that a pair asks for; null for a single image
 * @param order indices of the item's images from left to right
 * @param imageIds opaque ids of the images from left to right, of this trial only
 * @param state open, answered or abandoned
 * @param given when it was last shown
 */
public record AssignedTrial(
        String id,
        String participant,
        int item,
        ItemKind kind,
        ViewingCondition condition,
        int position,
        @Nullable String prompt,
        List<Integer> order,
        List<String> imageIds,
        TrialState state,
        Instant given) {

    /** Copies the lists. */
    public AssignedTrial {
        order = List.copyOf(order);
        imageIds = List.copyOf(imageIds);
    }

    /**
     * The images as they are shown.
     *
     * @param shown the item of the trial
     * @return from left to right
     */
    public List<StudyImage> images(StudyItem shown) {
        return order.stream().map(index -> shown.images().get(index)).toList();
    }
}
