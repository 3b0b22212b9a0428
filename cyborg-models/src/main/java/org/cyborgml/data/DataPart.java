package org.cyborgml.data;

import java.util.List;

/**
 * Images that are used together: a part of a split file, or a test set.
 *
 * @param name for messages
 * @param use of the images
 * @param images finds them
 * @param rows their labels and paths
 */
public record DataPart(String name, Use use, ImageSource images, List<LabelledImage> rows) {

    /** Uses of images. */
    public enum Use {
        /** Trained on. */
        TRAINING,
        /** Validated with after every epoch. */
        VALIDATION,
        /** Tested with. */
        TEST
    }

    /** Copies the list. */
    public DataPart {
        rows = List.copyOf(rows);
    }
}
