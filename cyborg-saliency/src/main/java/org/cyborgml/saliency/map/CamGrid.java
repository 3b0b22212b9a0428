package org.cyborgml.saliency.map;

import org.cyborgml.saliency.image.AntialiasedBilinear;
import org.cyborgml.saliency.image.ImageSize;
import org.cyborgml.saliency.image.Raster;

/**
 * The grid of a network's class activation map. Human saliency maps are resized to it, so that training can compare the two: 7x7 for
 * ResNet50 and DenseNet121 at 224x224, 8x8 for Inception v3 and 10x10 for Xception at 299x299.
 *
 * @param width columns, at least 1
 * @param height rows, at least 1
 */
public record CamGrid(int width, int height) {

    /**
     * Checks the size.
     *
     * @throws IllegalArgumentException if it is impossible
     */
    public CamGrid {
        new ImageSize(width, height);
    }

    /**
     * Resizes a map's image file to the grid exactly as the CYBORG authors' code does: 8-bit grey, antialiased bilinear
     * resize in 8 bits straight to the grid, min-max scaling.
     *
     * @param map a map as an image
     * @return the map on the grid; all zeros if it is constant there
     */
    public SaliencyMap downsize(Raster map) {
        Raster grey = map.toEightBits().toGrey();
        return SaliencyMap.ofImage(AntialiasedBilinear.to(width, height).resize(grey))
                .scaled();
    }

    /**
     * Resizes a map to the grid in floats, without rounding to 8 bits: within 1/255 before scaling of what
     * {@link #downsize(Raster)} gives for its image.
     *
     * @param map a map
     * @return the map on the grid, min-max scaled; all zeros if it is constant there
     */
    public SaliencyMap downsize(SaliencyMap map) {
        return map.resizedTo(width, height).scaled();
    }
}
