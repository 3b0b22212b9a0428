package org.cyborgml.app.study;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The trial to show.
 *
 * @param trial null if there is none
 * @param images of the trial from left to right
 * @param total trials of its kind: practice trials, or trials and checks
 * @param state where the participant is
 */
public record NextTrial(@Nullable AssignedTrial trial, List<StudyImage> images, int total, SessionState state) {

    /** Copies the images. */
    public NextTrial {
        images = List.copyOf(images);
    }
}
