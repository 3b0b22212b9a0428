package org.cyborgml.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cyborgml.saliency.image.ImageDecoder;
import org.cyborgml.saliency.image.ImageFileException;
import org.cyborgml.saliency.image.ImageHeader;

/**
 * An image that a {@link DataCheck} wants looked at.
 *
 * @param folder of the image
 * @param path of the image below the folder
 * @param extent how much of it is read
 */
public record ImageRequest(ImageFolder folder, String path, Extent extent) {

    /** The part of an image that is read. */
    public enum Extent {
        /** The first bytes, with format and size. */
        HEADER,
        /** Everything: the image is decoded. */
        WHOLE
    }

    /**
     * Looks at the image in this process.
     *
     * @return what it is, or what is wrong with it; nothing is thrown
     */
    public InspectedImage inspect() {
        try {
            Path file = folder.file(path);
            ImageHeader header = ImageDecoder.withDefaults().readHeader(file);
            if (extent == Extent.WHOLE) {
                folder.check(path);
            }
            return InspectedImage.usable(header.size(), header.orientation(), Files.size(file));
        } catch (IOException | RuntimeException | OutOfMemoryError | StackOverflowError e) {
            return InspectedImage.broken(
                    String.valueOf(ImageFileException.of(path, e).getMessage()));
        }
    }
}
