package org.cyborgml.saliency.batch;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cyborgml.saliency.annotation.AnnotationRecord;

/**
 * Some of the images of annotations, with all that their maps depend on, so that one of several processes can build them
 * ({@link MapBatch#parts}). Immutable.
 *
 * @param source the file or folder of all annotations
 * @param records all records of these images, none of any other
 * @param names the path of each image's map below the folder of maps, by the image's path; depends on the other images
 * @param unnamed why images have no name, by the image's path
 */
public record MapPart(
        Path source, List<AnnotationRecord> records, Map<String, String> names, Map<String, String> unnamed) {

    /** Copies list and maps. */
    public MapPart {
        records = List.copyOf(records);
        names = Map.copyOf(names);
        unnamed = Map.copyOf(unnamed);
    }

    /**
     * The path of an image's map.
     *
     * @throws IllegalArgumentException if it has none
     */
    String name(String image) {
        String name = names.get(image);
        if (name == null) {
            throw new IllegalArgumentException(unnamed.get(image));
        }
        return name;
    }
}
