package org.cyborgml.data;

import java.util.List;
import java.util.function.Consumer;

/** Looks at the image files that a {@link DataCheck} is about: in this process, or in others. */
@FunctionalInterface
public interface ImageInspector {

    /**
     * Looks at images.
     *
     * @param images each once
     * @param looked told the path of each image that was looked at, by any thread
     * @return what each of them is, in the same order
     */
    List<InspectedImage> inspect(List<ImageRequest> images, Consumer<String> looked);

    /**
     * An inspector that looks at images in this process, with all its processors.
     *
     * @return the inspector
     */
    static ImageInspector inThisProcess() {
        return (images, looked) -> images.parallelStream()
                .map(image -> {
                    InspectedImage found = image.inspect();
                    looked.accept(image.path());
                    return found;
                })
                .toList();
    }
}
