package org.cyborgml.saliency.geometry;

import org.cyborgml.saliency.image.FloatPlane;
import org.cyborgml.saliency.image.ImageSize;
import org.cyborgml.saliency.map.SaliencyMap;

/** Brings maps of crops back onto photographs. */
final class BackProjection {

    private BackProjection() {}

    static SaliencyMap of(CropTransform transform, SaliencyMap ofCrop) {
        ImageSize source = transform.source();
        ImageSize target = transform.target();
        AffineMap map = transform.map();
        double cellsX = (double) ofCrop.width() / target.width();
        double cellsY = (double) ofCrop.height() / target.height();
        float[] values = new float[source.pixels()];
        for (int row = 0, at = 0; row < source.height(); row++) {
            for (int column = 0; column < source.width(); column++, at++) {
                double x = map.x(column + 0.5, row + 0.5);
                double y = map.y(column + 0.5, row + 0.5);
                if (x >= 0 && y >= 0 && x < target.width() && y < target.height()) {
                    values[at] = between(ofCrop, x * cellsX - 0.5, y * cellsY - 0.5);
                }
            }
        }
        return SaliencyMap.of(FloatPlane.wrap(source, values));
    }

    /** The bilinear sample at a place that counts cells from the centre of the first; beyond the outer centres the outer cells. */
    private static float between(SaliencyMap map, double cellX, double cellY) {
        double x = Math.max(0, Math.min(map.width() - 1, cellX));
        double y = Math.max(0, Math.min(map.height() - 1, cellY));
        int left = (int) x;
        int top = (int) y;
        int right = Math.min(left + 1, map.width() - 1);
        int bottom = Math.min(top + 1, map.height() - 1);
        double upper = map.get(left, top) * (1 - (x - left)) + map.get(right, top) * (x - left);
        double lower = map.get(left, bottom) * (1 - (x - left)) + map.get(right, bottom) * (x - left);
        return (float) Math.min(1, upper * (1 - (y - top)) + lower * (y - top));
    }
}
