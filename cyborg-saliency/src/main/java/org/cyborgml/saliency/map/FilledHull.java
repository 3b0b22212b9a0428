package org.cyborgml.saliency.map;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.cyborgml.saliency.annotation.Annotation;
import org.cyborgml.saliency.annotation.FillRule;
import org.cyborgml.saliency.annotation.Point;
import org.cyborgml.saliency.annotation.Rasterizer;
import org.cyborgml.saliency.image.FloatPlane;
import org.cyborgml.saliency.image.ImageFileException;

/** The convex hull of all pixels above 0, by Andrew's monotone chain over their corners. */
final class FilledHull {

    private FilledHull() {}

    static FloatPlane around(FloatPlane plane) throws ImageFileException {
        List<Point> corners = outermost(plane);
        if (corners.isEmpty()) {
            return FloatPlane.wrap(plane.size(), new float[plane.size().pixels()]);
        }
        // Left to right along the top, and back along the bottom.
        List<Point> hull = new ArrayList<>(chain(corners));
        hull.remove(hull.size() - 1);
        List<Point> backwards = new ArrayList<>(corners);
        Collections.reverse(backwards);
        hull.addAll(chain(backwards));
        hull.remove(hull.size() - 1);
        return Rasterizer.withDefaults()
                .weights(List.of(new Annotation.Polygon(hull, FillRule.NON_ZERO)), plane.size());
    }

    /** The upper and lower end of the pixels above 0 on each edge between two columns, from the left to the right. */
    private static List<Point> outermost(FloatPlane plane) {
        int[] top = new int[plane.width() + 1];
        int[] bottom = new int[plane.width() + 1];
        Arrays.fill(top, plane.height());
        for (int y = 0; y < plane.height(); y++) {
            for (int x = 0; x < plane.width(); x++) {
                if (plane.get(x, y) > 0) {
                    for (int edge = x; edge <= x + 1; edge++) {
                        top[edge] = Math.min(top[edge], y);
                        bottom[edge] = y + 1;
                    }
                }
            }
        }
        List<Point> corners = new ArrayList<>();
        for (int x = 0; x < top.length; x++) {
            if (bottom[x] > 0) {
                corners.add(new Point(x, top[x]));
                corners.add(new Point(x, bottom[x]));
            }
        }
        return corners;
    }

    /** One side of the hull: all its turns go the same way. */
    private static List<Point> chain(List<Point> sorted) {
        List<Point> chain = new ArrayList<>();
        for (Point next : sorted) {
            while (chain.size() > 1 && turn(chain.get(chain.size() - 2), chain.get(chain.size() - 1), next) <= 0) {
                chain.remove(chain.size() - 1);
            }
            chain.add(next);
        }
        return chain;
    }

    private static double turn(Point a, Point b, Point c) {
        return (b.x() - a.x()) * (c.y() - a.y()) - (b.y() - a.y()) * (c.x() - a.x());
    }
}
