package org.cyborgml.saliency.batch;

import java.util.Optional;
import org.cyborgml.saliency.image.ImageFileException;
import org.cyborgml.saliency.image.Raster;
import org.cyborgml.saliency.map.CamGrid;
import org.cyborgml.saliency.map.SaliencyMap;

/**
 * Human saliency maps, found by the paths of their images: a {@link MapFolder}, or maps that are in memory. Implementations
 * are safe for use by several threads.
 */
@FunctionalInterface
public interface SaliencyMapSource {

    /**
     * Reads the map of an image at the map's own size.
     *
     * @param image the image's path
     * @return the map as an image; empty if the image has no map
     * @throws ImageFileException if the map cannot be used; the message names it
     */
    Optional<Raster> read(String image) throws ImageFileException;

    /**
     * Names the map of an image without reading it: two images of one map have the same name.
     *
     * @param image the image's path
     * @return the name, for example the map's path below a folder; empty if the image has no map
     * @throws ImageFileException if it cannot be told which map is the image's
     */
    default Optional<String> mapName(String image) throws ImageFileException {
        return read(image).map(map -> image);
    }

    /**
     * Reads the map of an image and brings it to a network's CAM grid.
     *
     * @param image the image's path
     * @param grid of the network's CAM
     * @return the map on the grid, scaled to [0,1]; all zeros if it is constant there; empty if the image has no map
     * @throws ImageFileException if the map cannot be used; the message names it
     */
    default Optional<SaliencyMap> read(String image, CamGrid grid) throws ImageFileException {
        return read(image).map(grid::downsize);
    }
}
