package org.cyborgml.saliency.batch;

import java.nio.file.Path;
import java.util.List;

/**
 * A map that was written.
 *
 * @param image the image's path below the image root
 * @param file the map's file
 * @param annotators whose arrays are in it
 * @param leftOut the other annotators of the image
 * @param content whether the map says anything
 */
public record BatchMap(String image, Path file, List<String> annotators, List<String> leftOut, Content content) {

    /** Whether a map says where to look. */
    public enum Content {
        /** It has brighter and darker places. */
        VARIED,
        /** It is all zeros: nobody marked anything, or everything was marked. */
        CONSTANT
    }

    /**
     * Copies the lists.
     *
     * @param image the image's path below the image root
     * @param file the map's file
     * @param annotators whose arrays are in it
     * @param leftOut the other annotators of the image
     * @param content whether the map says anything
     */
    public BatchMap {
        annotators = List.copyOf(annotators);
        leftOut = List.copyOf(leftOut);
    }
}
