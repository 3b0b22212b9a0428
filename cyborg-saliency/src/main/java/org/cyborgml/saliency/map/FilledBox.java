package org.cyborgml.saliency.map;

import java.util.Arrays;
import org.cyborgml.saliency.image.FloatPlane;

/** The smallest upright box around all values above 0. */
final class FilledBox {

    private FilledBox() {}

    static FloatPlane around(FloatPlane plane) {
        int left = plane.width();
        int right = -1;
        int top = plane.height();
        int bottom = -1;
        for (int y = 0; y < plane.height(); y++) {
            for (int x = 0; x < plane.width(); x++) {
                if (plane.get(x, y) > 0) {
                    left = Math.min(left, x);
                    right = Math.max(right, x);
                    top = Math.min(top, y);
                    bottom = y;
                }
            }
        }
        float[] filled = new float[plane.size().pixels()];
        for (int y = top; y <= bottom; y++) {
            Arrays.fill(filled, y * plane.width() + left, y * plane.width() + right + 1, 1);
        }
        return FloatPlane.wrap(plane.size(), filled);
    }
}
