package org.cyborgml.saliency.geometry;

import org.cyborgml.saliency.image.ImageSize;
import org.cyborgml.saliency.image.Raster;
import org.cyborgml.saliency.map.SaliencyMap;

/**
 * Crops and resizes an image and its saliency map by one transform, so that both show the same places. The image is resized in 8
 * bits as Pillow does, the map in floats by the same weights; the map is not scaled anew.
 *
 * @param geometry computes the crop from a face's box
 * @param target the size of the results, 224x224 in the paper
 */
public record JointCrop(CropGeometry geometry, ImageSize target) {

    /**
     * The paper's crop, resized to 224x224.
     *
     * @return the transform
     */
    public static JointCrop paper() {
        return new JointCrop(CropGeometry.paper(), new ImageSize(224, 224));
    }

    /**
     * The transform of one face's crop, which has the way back too.
     *
     * @param face the face's box on the image
     * @param image the size of the image
     * @return the transform
     * @throws IllegalArgumentException if the box is off the image
     */
    public UprightCrop transform(BoundingBox face, ImageSize image) {
        return new UprightCrop(geometry.cropOf(face, image), target);
    }

    /**
     * Crops and resizes an image.
     *
     * @param image 8-bit grey or RGB
     * @param face the face's box on it
     * @return the face at the target's size
     * @throws IllegalArgumentException if the box is off the image, or the image has 16 bits or alpha
     */
    public Raster apply(Raster image, BoundingBox face) {
        return transform(face, image.size()).apply(image);
    }

    /**
     * Crops and resizes a map.
     *
     * @param map the map of the uncropped image, at its size
     * @param face the face's box on the image
     * @return the face's map at the target's size
     * @throws IllegalArgumentException if the box is off the map
     */
    public SaliencyMap apply(SaliencyMap map, BoundingBox face) {
        return transform(face, map.size()).apply(map);
    }

    /**
     * Crops and resizes an image and its map.
     *
     * @param image 8-bit grey or RGB
     * @param map its map, of the same size
     * @param face the face's box on both
     * @return both, at the target's size
     * @throws IllegalArgumentException if the sizes differ, the box is off the image, or the image has 16 bits or alpha
     */
    public CroppedPair apply(Raster image, SaliencyMap map, BoundingBox face) {
        if (!image.size().equals(map.size())) {
            throw new IllegalArgumentException(
                    "image of " + image.size() + " with a map of " + map.size() + ": the sizes must be equal");
        }
        return new CroppedPair(apply(image, face), apply(map, face));
    }

    /**
     * An image and its map after the same crop.
     *
     * @param image the image
     * @param map its map, of the same size
     */
    public record CroppedPair(Raster image, SaliencyMap map) {}
}
