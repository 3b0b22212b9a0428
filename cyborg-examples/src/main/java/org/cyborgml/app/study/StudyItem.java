package org.cyborgml.app.study;

import java.util.List;

/**
 * A pair of images, or a single image, that is shown in one trial.
 *
 * @param number of the item in its study, from 1
 * @param kind its purpose
 * @param images two of different classes, in the order of the plan's classes; or one
 */
public record StudyItem(int number, ItemKind kind, List<StudyImage> images) {

    /** Copies the images. */
    public StudyItem {
        images = List.copyOf(images);
    }
}
