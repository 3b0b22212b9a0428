package org.cyborgml.saliency.batch;

import java.nio.file.Path;
import java.util.List;

/**
 * A saliency map that was written to a file.
 *
 * @param image the image's path below the image root
 * @param file the map's file
 * @param annotators the annotators whose arrays are in it
 * @param leftOut the other annotators of the image
 * @param content constant or not
 */
public record BatchMap(String image, Path file, List<String> annotators, List<String> leftOut, Content content) {

    /** Tells constant maps, which give no place preference, from others. */
    public enum Content {
        /** The map has brighter and darker places. */
        VARIED,
        /** The map is all zeros: nobody marked anything, or everything was marked alike. */
        CONSTANT
    }

    /** Copies the lists. */
    public BatchMap {
        annotators = List.copyOf(annotators);
        leftOut = List.copyOf(leftOut);
    }
}
