package org.cyborgml.saliency.geometry;

import org.cyborgml.saliency.annotation.AnnotationRecord;
import org.cyborgml.saliency.image.BinaryMask;
import org.cyborgml.saliency.image.ImageFileException;
import org.cyborgml.saliency.image.ImageSize;
import org.cyborgml.saliency.image.Raster;
import org.cyborgml.saliency.map.SaliencyMap;

/**
 * The way from a photograph to a crop of it: one transform for the image, its saliency map, its masks and its annotations, and
 * back for a class activation map. {@link UprightCrop} cuts and resizes; {@link AlignedCrop} turns as well.
 *
 * <p>Implementations are immutable and safe for use by several threads.
 */
public sealed interface CropTransform permits UprightCrop, AlignedCrop {

    /**
     * The size of the photograph.
     *
     * @return width and height
     */
    ImageSize source();

    /**
     * The size of the crop.
     *
     * @return width and height
     */
    ImageSize target();

    /**
     * The places of the photograph's points on the crop.
     *
     * @return the map of coordinates
     */
    AffineMap map();

    /**
     * Crops the photograph.
     *
     * @param photograph 8-bit grey or RGB, of the source's size
     * @return the crop, of the target's size
     * @throws IllegalArgumentException if the photograph has another size, 16 bits or alpha
     */
    Raster apply(Raster photograph);

    /**
     * Crops the photograph's saliency map, which is not scaled anew.
     *
     * @param saliency of the source's size
     * @return the map of the crop
     * @throws IllegalArgumentException if the map has another size
     */
    SaliencyMap apply(SaliencyMap saliency);

    /**
     * Crops a mask of the photograph: a pixel of the crop is marked if the photograph's pixel under its centre is.
     *
     * @param mask of the source's size
     * @return the mask of the crop
     * @throws IllegalArgumentException if the mask has another size
     */
    default BinaryMask apply(BinaryMask mask) {
        requireSource(mask.size());
        AffineMap back = map().inverse();
        boolean[] marked = new boolean[target().pixels()];
        for (int row = 0, at = 0; row < target().height(); row++) {
            for (int column = 0; column < target().width(); column++, at++) {
                double x = Math.floor(back.x(column + 0.5, row + 0.5));
                double y = Math.floor(back.y(column + 0.5, row + 0.5));
                marked[at] = x >= 0
                        && y >= 0
                        && x < source().width()
                        && y < source().height()
                        && mask.isMarked((int) x, (int) y);
            }
        }
        return BinaryMask.of(target().width(), target().height(), marked);
    }

    /**
     * Moves an annotator's regions onto the crop. Outlines, boxes and ellipses go exactly where their points go; brushes and
     * discs of fixations stay round, and where the crop changes the proportions they keep their share of the area. Mask files
     * are read.
     *
     * @param entry an annotator's record of the photograph
     * @param image the crop's path, the identity of the new record
     * @return the record of the crop
     * @throws ImageFileException if a mask file cannot be used
     * @throws IllegalArgumentException if the record is of another size
     */
    default AnnotationRecord apply(AnnotationRecord entry, String image) throws ImageFileException {
        requireSource(entry.size());
        return new MovedRegions(this).of(entry, image);
    }

    /**
     * Brings a map of the crop, such as a CAM, back onto the photograph: every pixel of the photograph under the crop gets the
     * map's value there, interpolated between the map's cells.
     *
     * @param ofCrop a map of the crop, of any size, stretched over it
     * @return of the source's size; 0 off the crop
     */
    default SaliencyMap toPhotograph(SaliencyMap ofCrop) {
        return BackProjection.of(this, ofCrop);
    }

    /**
     * Checks that something has the photograph's size.
     *
     * @param found its size
     * @throws IllegalArgumentException if it has not
     */
    default void requireSource(ImageSize found) {
        if (!found.equals(source())) {
            throw new IllegalArgumentException("crop of photographs of " + source() + " applied to one of " + found
                    + ": image, map, mask and annotation must have the size that the crop was made for");
        }
    }
}
