package org.cyborgml.data;

import java.util.List;
import org.cyborgml.saliency.batch.SaliencyMapSource;

/**
 * Images that need saliency maps.
 *
 * @param name of the images and their use, for messages
 * @param maps has the maps
 * @param place where the maps are, for messages, such as the path of their folder
 * @param part the images
 * @param others more images whose maps are read from there, though they need none: those of the validation set
 */
public record MappedPart(String name, SaliencyMapSource maps, String place, DataPart part, List<DataPart> others) {

    /** Copies the list. */
    public MappedPart {
        others = List.copyOf(others);
    }
}
