package org.cyborgml.saliency.face;

import org.cyborgml.saliency.geometry.BorderRule;
import org.cyborgml.saliency.geometry.BoundingBox;
import org.cyborgml.saliency.geometry.PixelCrop;
import org.cyborgml.saliency.image.ImageSize;

/**
 * The crop of Bonettini et al., "Video face manipulation detection through ensemble of CNNs" (ICPR 2020), with the roundings of
 * their program: single precision, halves to even, and edges cut to whole pixels.
 */
final class BonettiniCrop {

    private static final float MARGIN = 0.2f;

    private BonettiniCrop() {}

    static PixelCrop of(BoundingBox face, ImageSize frame, int size) {
        float boxLeft = (float) face.x();
        float boxTop = (float) face.y();
        float boxRight = (float) (face.x() + face.width());
        float boxBottom = (float) (face.y() + face.height());
        float margin = (float) Math.rint(MARGIN * (boxBottom - boxTop));
        int left = (int) Math.max(boxLeft - margin, 0);
        int top = (int) Math.max(boxTop - 2 * margin, 0);
        int right = (int) Math.min(boxRight + margin, frame.width());
        int bottom = (int) Math.min(boxBottom + margin, frame.height());
        int width = right - left;
        int height = bottom - top;
        int side =
                width > 0 && height > 0 ? (int) (size / Math.min((double) size / height, (double) size / width)) : size;
        int x = Math.max(Math.floorDiv(left + right, 2) - side / 2, 0);
        int y = Math.max(Math.floorDiv(top + bottom, 2) - side / 2, 0);
        int endX = Math.min(x + side, frame.width());
        int endY = Math.min(y + side, frame.height());
        if (endX <= x || endY <= y) {
            throw new IllegalArgumentException(
                    "crop of " + face + " lies off the image of " + frame + ": they must meet");
        }
        return new PixelCrop(x, y, new ImageSize(endX - x, endY - y), frame, BorderRule.CLIP);
    }
}
