package org.cyborgml.saliency.map;

import java.util.List;

/**
 * A saliency map, and the annotators whose marks it is made of.
 *
 * @param image the image's path below the image root
 * @param map the map, of the annotated image's size
 * @param annotators the annotators whose arrays are in it, in the order of the records
 * @param leftOut the other annotators of the image
 */
public record BuiltMap(String image, SaliencyMap map, List<String> annotators, List<String> leftOut) {

    /** Copies the lists. */
    public BuiltMap {
        annotators = List.copyOf(annotators);
        leftOut = List.copyOf(leftOut);
    }
}
