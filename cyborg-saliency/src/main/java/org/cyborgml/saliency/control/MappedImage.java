package org.cyborgml.saliency.control;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cyborgml.saliency.batch.MapFolder;
import org.cyborgml.saliency.image.Raster;

/**
 * An image that has a true map.
 *
 * @param image its path
 * @param name the path of its true map below the folder of maps
 * @param maps the folder
 */
record MappedImage(String image, String name, MapFolder maps) {

    /** The name of the map without its extension. */
    String stem() {
        int dot = name.lastIndexOf('.');
        return dot > name.lastIndexOf('/') ? name.substring(0, dot) : name;
    }

    /** The true map. */
    Raster map() throws IOException {
        return maps.read(image).orElseThrow(() -> new IOException(name + ": is no more"));
    }

    /**
     * The images that have a map, in their order.
     *
     * @throws IOException if none has, or two have the same one
     */
    static List<MappedImage> among(MapFolder maps, List<String> images) throws IOException {
        List<MappedImage> found = new ArrayList<>();
        Map<String, String> owners = new HashMap<>();
        for (String image : images) {
            String name = maps.mapName(image).orElse(null);
            if (name != null) {
                String other = owners.put(name, image);
                if (other != null) {
                    throw new FileAlreadyExistsException(
                            name, null, "is the map of " + other + " and of " + image + ": must be of one image");
                }
                found.add(new MappedImage(image, name, maps));
            }
        }
        if (found.isEmpty()) {
            throw new IOException("none of " + images.size() + " images has a map: at least 1 must");
        }
        return found;
    }
}
