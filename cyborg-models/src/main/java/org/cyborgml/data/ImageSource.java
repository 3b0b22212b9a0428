package org.cyborgml.data;

import java.io.IOException;
import java.util.List;
import org.cyborgml.saliency.image.ImageFileException;
import org.cyborgml.saliency.image.Raster;

/**
 * Images by their paths or names: an {@link ImageFolder}, or {@link InMemoryImages}. Implementations are safe for use by
 * several threads.
 */
public interface ImageSource {

    /**
     * Reads an image at its own size.
     *
     * @param path of the image, as the rows of a split file have it
     * @return 8-bit grey or RGB
     * @throws ImageFileException if there is no such image or it cannot be used; the message names it
     */
    Raster read(String path) throws ImageFileException;

    /**
     * Checks that an image is there and can be used, so that no training stops at it after hours.
     *
     * @param path of the image
     * @throws ImageFileException if it is not
     */
    void check(String path) throws ImageFileException;

    /**
     * Lists all images.
     *
     * @return their paths in alphabetical order, at least one
     * @throws IOException if they cannot be listed or there is none
     */
    List<String> list() throws IOException;
}
