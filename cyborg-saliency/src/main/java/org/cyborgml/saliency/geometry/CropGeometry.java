package org.cyborgml.saliency.geometry;

import org.cyborgml.saliency.image.ImageSize;

/**
 * Computes the crop that enters training from the bounding box of a face. {@link #paper()} grows the box by 20 % in every
 * direction and by a further 30 % at the forehead (Boyd et al., WACV 2023): 20 % of the box's width to the left and to the
 * right, 20 % of its height below, 50 % of its height above.
 *
 * <p>Each edge of the grown box is rounded to the nearest edge between pixels, halves towards right and down
 * ({@code floor(v + 0.5)}); a crop is at least one pixel wide and high. Then the {@link BorderRule} applies.
 *
 * @param margin share of width or height that the box grows by on each side, from -0.49 to 10
 * @param forehead further share of the height that it grows by above, from 0 to 10
 * @param border the rule at the border of the image
 */
public record CropGeometry(double margin, double forehead, BorderRule border) {

    /**
     * Checks the shares.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public CropGeometry {
        if (!(margin >= -0.49 && margin <= 10)) {
            throw new IllegalArgumentException("margin " + margin + ": must be from -0.49 to 10");
        }
        if (!(forehead >= 0 && forehead <= 10)) {
            throw new IllegalArgumentException("forehead " + forehead + ": must be from 0 to 10");
        }
    }

    /**
     * The paper's margins of 20 % and 30 %, clipped at the border.
     *
     * @return the geometry
     */
    public static CropGeometry paper() {
        return new CropGeometry(0.2, 0.3, BorderRule.CLIP);
    }

    /**
     * Sets the rule at the border.
     *
     * @param rule the rule
     * @return a geometry with it
     */
    public CropGeometry withBorder(BorderRule rule) {
        return new CropGeometry(margin, forehead, rule);
    }

    /**
     * The crop of one face.
     *
     * @param face its bounding box
     * @param image the size of the image that it is on
     * @return the crop, for this image and its map
     * @throws IllegalArgumentException if the grown box does not meet the image, or the crop is too large to hold
     */
    public PixelCrop cropOf(BoundingBox face, ImageSize image) {
        int left = nearestEdge(face.x() - margin * face.width());
        int right = Math.max(left + 1, nearestEdge(face.x() + (1 + margin) * face.width()));
        int top = nearestEdge(face.y() - (margin + forehead) * face.height());
        int bottom = Math.max(top + 1, nearestEdge(face.y() + (1 + margin) * face.height()));
        if (left >= image.width() || right <= 0 || top >= image.height() || bottom <= 0) {
            throw new IllegalArgumentException(
                    "crop of " + face + " lies off the image of " + image + ": they must meet");
        }
        if (border == BorderRule.CLIP) {
            left = Math.max(left, 0);
            top = Math.max(top, 0);
            right = Math.min(right, image.width());
            bottom = Math.min(bottom, image.height());
        }
        return new PixelCrop(left, top, new ImageSize(right - left, bottom - top), image, border);
    }

    private static int nearestEdge(double coordinate) {
        return (int) Math.floor(coordinate + 0.5);
    }
}
