package org.cyborgml.saliency.format;

import java.util.ArrayList;
import java.util.List;
import org.cyborgml.saliency.annotation.Annotation;
import org.cyborgml.saliency.annotation.AnnotationRecord;
import org.cyborgml.saliency.annotation.Point;
import org.cyborgml.saliency.image.ImageSize;

/**
 * Checks that a region lies on its image. Tools round, and let outlines go over the edge by a little: 2 pixels or 2 % of the
 * longer side are let through. A region of which all coordinates are from 0 to 1 is one in shares of the size, not in pixels.
 */
final class PlacementCheck {

    private static final double SHARE = 0.02;
    private static final double PIXELS = 2;
    private static final int SMALL_IMAGE = 8;

    private PlacementCheck() {}

    static void require(Annotation region, ImageSize size, OutsideRule rule) {
        List<Point> points = points(region);
        requirePixels(points, size);
        points.forEach(point -> requireInside(point, size, rule));
    }

    /** Refuses points that all have coordinates from 0 to 1. */
    static void requirePixels(List<Point> points, ImageSize size) {
        if (!points.isEmpty()
                && Math.min(size.width(), size.height()) > SMALL_IMAGE
                && points.stream().allMatch(PlacementCheck::isShare)) {
            throw new IllegalArgumentException(
                    "all coordinates are from 0 to 1: must be in pixels of the image of " + size);
        }
    }

    static void requireInside(Point point, ImageSize size, OutsideRule rule) {
        double slack = Math.max(PIXELS, SHARE * Math.max(size.width(), size.height()));
        boolean isInside = point.x() >= -slack
                && point.x() <= size.width() + slack
                && point.y() >= -slack
                && point.y() <= size.height() + slack;
        if (!isInside && rule == OutsideRule.REFUSE) {
            throw new IllegalArgumentException("lies at (" + point.x() + ", " + point.y()
                    + "): must lie on the image of " + size + " (--outside cut cuts it)");
        }
    }

    /**
     * Requires an annotator's regions to be in pixels and one of them at least to touch the image: our own form lets the rest
     * lie off it, and cuts it.
     *
     * @throws IllegalArgumentException if all of their coordinates are from 0 to 1, or all lie off the image
     */
    static void requireOnImage(AnnotationRecord entry) {
        List<Point> points = new ArrayList<>();
        boolean touches = false;
        for (Annotation region : entry.regions()) {
            List<Point> ofRegion = region instanceof Annotation.Fixations gaze
                    ? gaze.fixations().stream().map(Annotation.Fixation::place).toList()
                    : points(region);
            points.addAll(ofRegion);
            touches |= ofRegion.isEmpty() || touches(ofRegion, reach(region), entry.size());
        }
        requirePixels(points, entry.size());
        if (!points.isEmpty() && !touches) {
            Point first = points.get(0);
            throw new IllegalArgumentException(
                    "all regions of annotator " + entry.annotator() + " lie off the image of " + entry.size()
                            + ", the first at (" + first.x() + ", " + first.y() + ")");
        }
    }

    /** True if the box around some points, grown by a reach, and the image have a place in common. */
    private static boolean touches(List<Point> points, double reach, ImageSize size) {
        double left = points.stream().mapToDouble(Point::x).min().orElseThrow() - reach;
        double right = points.stream().mapToDouble(Point::x).max().orElseThrow() + reach;
        double top = points.stream().mapToDouble(Point::y).min().orElseThrow() - reach;
        double bottom = points.stream().mapToDouble(Point::y).max().orElseThrow() + reach;
        return left < size.width() && right >= 0 && top < size.height() && bottom >= 0;
    }

    private static double reach(Annotation region) {
        if (region instanceof Annotation.Stroke stroke) {
            return stroke.radius();
        } else if (region instanceof Annotation.Ellipse ellipse) {
            return Math.max(ellipse.radiusX(), ellipse.radiusY());
        }
        return region instanceof Annotation.Fixations gaze ? gaze.radius() : 0;
    }

    private static boolean isShare(Point point) {
        return point.x() >= 0 && point.x() <= 1 && point.y() >= 0 && point.y() <= 1;
    }

    /** The points that tell where a region is; none for masks, whose size is that of the image, and
     * for fixations, which are checked one by one. */
    private static List<Point> points(Annotation region) {
        if (region instanceof Annotation.Polygon polygon) {
            return polygon.corners();
        } else if (region instanceof Annotation.Stroke stroke) {
            return stroke.points();
        } else if (region instanceof Annotation.Box box) {
            Point corner = box.corner();
            return List.of(corner, new Point(corner.x() + box.width(), corner.y() + box.height()));
        } else if (region instanceof Annotation.Ellipse ellipse) {
            return List.of(ellipse.centre());
        }
        return List.of();
    }
}
