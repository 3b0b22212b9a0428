package org.cyborgml.app.decoy;

import java.util.List;
import org.cyborgml.metrics.PixelMask;
import org.cyborgml.saliency.map.SaliencyMap;

/**
 * A test set with what CAMs are judged by.
 *
 * @param decoys the images and their patches
 * @param maps the mask maps on the CAM's grid, one per image
 * @param garments the masks at the images' size, one per image
 */
public record TestImages(DecoyImages decoys, List<SaliencyMap> maps, List<PixelMask> garments) {

    /**
     * Copies the lists.
     *
     * @param decoys the images and their patches
     * @param maps the mask maps on the CAM's grid, one per image
     * @param garments the masks at the images' size, one per image
     */
    public TestImages {
        maps = List.copyOf(maps);
        garments = List.copyOf(garments);
    }
}
