package org.cyborgml.data;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.cyborgml.saliency.image.ImageFileException;
import org.cyborgml.saliency.image.Raster;

/** Images in memory, by name. Immutable. */
public final class InMemoryImages implements ImageSource {

    private final Map<String, Raster> images;

    private InMemoryImages(Map<String, Raster> images) {
        this.images = Map.copyOf(images);
    }

    /**
     * Images by name.
     *
     * @param images each of any size; 16-bit samples and alpha are dropped where a network reads them
     * @return the source
     */
    public static InMemoryImages of(Map<String, Raster> images) {
        return new InMemoryImages(images);
    }

    @Override
    public Raster read(String path) throws ImageFileException {
        Raster image = images.get(path);
        if (image == null) {
            throw new ImageFileException(path, "is none of the " + images.size() + " images in memory");
        }
        return image;
    }

    @Override
    public void check(String path) throws ImageFileException {
        read(path);
    }

    @Override
    public List<String> list() throws IOException {
        if (images.isEmpty()) {
            throw new DataException("there is no image in memory");
        }
        return images.keySet().stream().sorted().toList();
    }
}
